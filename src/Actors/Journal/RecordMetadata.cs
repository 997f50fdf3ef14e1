using Actors.Timers;

namespace Actors.Journal;

/// <summary>What a record carries besides its message. Stored compactly by <see cref="RecordMetadataCodec"/>.</summary>
public sealed record RecordMetadata
{
    /// <summary>Nothing but the defaults; shared, because most records need nothing else.</summary>
    public static readonly RecordMetadata Empty = new();

    /// <summary>Which record of its command's outcome this is, from 0.</summary>
    public int Index { get; init; }

    /// <summary>How many records its command's outcome has.</summary>
    public int Count { get; init; } = 1;

    /// <summary>The sender's id of the command, if it had one.</summary>
    public CommandId? CommandId { get; init; }

    /// <summary>The lane the command came on, if any; on every record of the outcome.</summary>
    public Lane? Lane { get; init; }

    /// <summary>The command's place on <see cref="Lane"/>.</summary>
    public LanePosition LanePosition { get; init; }

    /// <summary>Who and what caused the command.</summary>
    public Origin Origin { get; init; } = Origin.Unknown;

    /// <summary>Timers set, cancelled or fired by the command; on the outcome's last record only.</summary>
    public IReadOnlyList<TimerChange> Timers { get; init; } = [];

    /// <summary>Why the command was parked; on records of <see cref="RecordKind.Parked"/>.</summary>
    public string? ParkedReason { get; init; }
}
