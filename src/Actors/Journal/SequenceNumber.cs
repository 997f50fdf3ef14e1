namespace Actors.Journal;

/// <summary>The place of a record in its shard: 1, 2, 3 and so on, without a gap. <see cref="None"/> stands before the first.</summary>
public readonly record struct SequenceNumber(long Value) : IComparable<SequenceNumber>
{
    /// <summary>The place before the first record.</summary>
    public static readonly SequenceNumber None;

    /// <summary>The place after this one.</summary>
    public SequenceNumber Next => new(Value + 1);

    /// <summary>Whether one place comes before another.</summary>
    public static bool operator <(SequenceNumber left, SequenceNumber right) => left.Value < right.Value;

    /// <summary>Whether one place comes after another.</summary>
    public static bool operator >(SequenceNumber left, SequenceNumber right) => left.Value > right.Value;

    /// <summary>Whether one place is not after another.</summary>
    public static bool operator <=(SequenceNumber left, SequenceNumber right) => left.Value <= right.Value;

    /// <summary>Whether one place is not before another.</summary>
    public static bool operator >=(SequenceNumber left, SequenceNumber right) => left.Value >= right.Value;

    /// <inheritdoc/>
    public int CompareTo(SequenceNumber other) => Value.CompareTo(other.Value);

    /// <inheritdoc/>
    public override string ToString() => Value.ToString(System.Globalization.CultureInfo.InvariantCulture);
}
