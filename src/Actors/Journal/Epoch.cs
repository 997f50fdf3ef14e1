namespace Actors.Journal;

/// <summary>
/// Counts the owners a shard has had. Each claim raises it by one, and a commit under an older epoch is refused (fenced).
/// </summary>
public readonly record struct Epoch(long Value) : IComparable<Epoch>
{
    /// <summary>The epoch of a shard that nobody has claimed yet.</summary>
    public static readonly Epoch None;

    /// <summary>The epoch of the next owner.</summary>
    public Epoch Next => new(Value + 1);

    /// <summary>Whether one epoch is older than another.</summary>
    public static bool operator <(Epoch left, Epoch right) => left.Value < right.Value;

    /// <summary>Whether one epoch is newer than another.</summary>
    public static bool operator >(Epoch left, Epoch right) => left.Value > right.Value;

    /// <summary>Whether one epoch is not newer than another.</summary>
    public static bool operator <=(Epoch left, Epoch right) => left.Value <= right.Value;

    /// <summary>Whether one epoch is not older than another.</summary>
    public static bool operator >=(Epoch left, Epoch right) => left.Value >= right.Value;

    /// <inheritdoc/>
    public int CompareTo(Epoch other) => Value.CompareTo(other.Value);

    /// <inheritdoc/>
    public override string ToString() => Value.ToString(System.Globalization.CultureInfo.InvariantCulture);
}
