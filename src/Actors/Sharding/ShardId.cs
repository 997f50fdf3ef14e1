namespace Actors.Sharding;

/// <summary>The number of a shard, from 0 to the journal's <see cref="ShardCount"/> less one.</summary>
public readonly record struct ShardId(int Value) : IComparable<ShardId>
{
    /// <inheritdoc/>
    public int CompareTo(ShardId other) => Value.CompareTo(other.Value);

    /// <inheritdoc/>
    public override string ToString() => Value.ToString(System.Globalization.CultureInfo.InvariantCulture);
}
