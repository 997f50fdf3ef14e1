using System.Globalization;
using Actors.Journal;
using Actors.Sharding;

namespace Actors.DeadLettering;

/// <summary>Names a dead letter by where it comes from, so that adding it twice keeps one: <c>lane@position</c> or <c>shard:sequence</c>.</summary>
public readonly record struct DeadLetterId(string Value)
{
    /// <summary>The name of a parked command: its record in the journal.</summary>
    public static DeadLetterId OfParked(ShardId shard, SequenceNumber sequence) => new($"{shard}:{sequence}");

    /// <summary>The name of a record that an ingress set aside.</summary>
    public static DeadLetterId OfRecord(Lane lane, LanePosition position) => new($"{lane}@{position}");

    /// <summary>The name of an event that a reader of the journal failed on.</summary>
    public static DeadLetterId OfEvent(ReaderName reader, ShardId shard, SequenceNumber sequence) => new($"{reader}@{shard}:{sequence}");

    /// <summary>Tells whether this names an event that a reader failed on, and which one.</summary>
    public bool IsEvent(out ReaderName reader, out ShardId shard, out SequenceNumber sequence)
    {
        var at = Value.LastIndexOf('@');
        reader = at > 0 ? new ReaderName(Value[..at]) : default;
        (shard, sequence) = (default, default);
        return at > 0 && new DeadLetterId(Value[(at + 1)..]).IsParked(out shard, out sequence);
    }

    /// <summary>Tells whether this names a parked command, and where its record stands.</summary>
    public bool IsParked(out ShardId shard, out SequenceNumber sequence)
    {
        var colon = Value.IndexOf(':', StringComparison.Ordinal);
        if (colon > 0
            && int.TryParse(Value.AsSpan(0, colon), NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            && long.TryParse(Value.AsSpan(colon + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var place))
        {
            shard = new ShardId(number);
            sequence = new SequenceNumber(place);
            return true;
        }

        shard = default;
        sequence = default;
        return false;
    }

    /// <inheritdoc/>
    public override string ToString() => Value;
}
