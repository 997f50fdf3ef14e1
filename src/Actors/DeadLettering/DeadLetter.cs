using Actors.Schema;

namespace Actors.DeadLettering;

/// <summary>A message that could not be handled, kept with all that is needed to understand and to replay it.</summary>
public sealed record DeadLetter
{
    /// <summary>Its name; adding a second one of the same name changes nothing.</summary>
    public required DeadLetterId Id { get; init; }

    /// <summary>Why it could not be handled.</summary>
    public required DeadLetterReason Reason { get; init; }

    /// <summary>What exactly happened, for people.</summary>
    public required string Detail { get; init; }

    /// <summary>Where it came from, for people, such as <c>orders.csv row 17</c>.</summary>
    public required string Source { get; init; }

    /// <summary>The record of an ingress that it was; <see langword="null"/> when it did not come straight from one.</summary>
    public DeadLetterOrigin? Origin { get; init; }

    /// <summary>The entity it was meant for, where known.</summary>
    public EntityKey? Entity { get; init; }

    /// <summary>The message's wire name, where known.</summary>
    public WireName? Type { get; init; }

    /// <summary>The message's bytes, unchanged.</summary>
    public required ReadOnlyMemory<byte> Payload { get; init; }

    /// <summary>When it was set aside, in UTC, to the microsecond.</summary>
    public required DateTimeOffset Time { get; init; }

    /// <summary>How often it was tried: before it was set aside, and with each replay.</summary>
    public int Attempts { get; init; } = 1;

    /// <summary>What a replay uses instead of the original; <see langword="null"/> when nobody has edited it.</summary>
    public DeadLetterEdit? Edit { get; init; }

    /// <summary>Where it stands.</summary>
    public DeadLetterStatus Status { get; init; }
}
