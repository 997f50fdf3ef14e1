using Actors.Journal;

namespace Actors;

/// <summary>The place of a command on its <see cref="Lane"/>; later commands have higher ones. Gaps are allowed.</summary>
public readonly record struct LanePosition(long Value) : IComparable<LanePosition>
{
    /// <summary>How many commands one record of a source may lead to.</summary>
    public const int CommandsPerRecordMax = 1 << 16;

    /// <summary>The place before the first.</summary>
    public static readonly LanePosition None;

    /// <summary>The position of one of the commands that a journal record leads to.</summary>
    /// <param name="record">The record, in the lane's shard.</param>
    /// <param name="index">Which of its commands: 0 to <see cref="CommandsPerRecordMax"/> less one.</param>
    /// <exception cref="ArgumentOutOfRangeException">The index is outside that range.</exception>
    public static LanePosition Of(SequenceNumber record, int index)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(index);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(index, CommandsPerRecordMax);
        return new LanePosition((record.Value * CommandsPerRecordMax) + index);
    }

    /// <summary>Whether one position comes before another.</summary>
    public static bool operator <(LanePosition left, LanePosition right) => left.Value < right.Value;

    /// <summary>Whether one position comes after another.</summary>
    public static bool operator >(LanePosition left, LanePosition right) => left.Value > right.Value;

    /// <summary>Whether one position is not after another.</summary>
    public static bool operator <=(LanePosition left, LanePosition right) => left.Value <= right.Value;

    /// <summary>Whether one position is not before another.</summary>
    public static bool operator >=(LanePosition left, LanePosition right) => left.Value >= right.Value;

    /// <inheritdoc/>
    public int CompareTo(LanePosition other) => Value.CompareTo(other.Value);

    /// <inheritdoc/>
    public override string ToString() => Value.ToString(System.Globalization.CultureInfo.InvariantCulture);
}
