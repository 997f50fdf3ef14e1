using Actors.DeadLettering;

namespace Actors.Runtime.DeadLettering;

/// <summary>What the replay of a dead letter will do.</summary>
/// <param name="Letter">The letter.</param>
internal sealed record LetterPlan(DeadLetter Letter)
{
    /// <summary>The message to send; <see langword="null"/> when there is none.</summary>
    public Envelope? Envelope { get; init; }

    /// <summary>The event to handle again; <see langword="null"/> when the letter is none.</summary>
    public ReplayedEvent? Event { get; init; }

    /// <summary>Why it cannot be replayed; <see langword="null"/> when it can.</summary>
    public string? Fault { get; init; }

    /// <summary>Whether a rejection leaves the letter waiting.</summary>
    public bool KeepsRejection { get; init; }
}
