namespace Actors.DeadLettering;

/// <summary>What somebody did about a dead letter: who, when and why. Immutable.</summary>
public sealed record DeadLetterAction
{
    /// <summary>The dead letter.</summary>
    public required DeadLetterId Letter { get; init; }

    /// <summary>What was done.</summary>
    public required DeadLetterActionKind Kind { get; init; }

    /// <summary>When, in UTC, to the microsecond.</summary>
    public required DateTimeOffset Time { get; init; }

    /// <summary>Who did it; <see langword="null"/> when the caller was not authenticated.</summary>
    public string? Principal { get; init; }

    /// <summary>Why, or how it went, for people.</summary>
    public string Note { get; init; } = string.Empty;

    /// <summary>Whether the letter is settled by it, so that it waits no more.</summary>
    public bool Resolves { get; init; }
}
