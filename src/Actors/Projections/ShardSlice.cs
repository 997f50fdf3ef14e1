using System.Globalization;
using Actors.Sharding;

namespace Actors.Projections;

/// <summary>
/// One of several equal parts of all shards, for what one node must do at a time and several nodes can share: every
/// <see cref="Count"/>th shard, beginning with <see cref="Index"/>. The owner of the first of them does it for all of them.
/// </summary>
public sealed record ShardSlice
{
    /// <summary>Describes a slice.</summary>
    /// <param name="index">Which one; 0 is the first.</param>
    /// <param name="count">How many there are; at most as many as there are shards.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such slice.</exception>
    public ShardSlice(int index, int count)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(count, 1);
        ArgumentOutOfRangeException.ThrowIfNegative(index);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(index, count);
        Index = index;
        Count = count;
    }

    /// <summary>All shards.</summary>
    public static ShardSlice Whole { get; } = new(0, 1);

    /// <summary>Which one.</summary>
    public int Index { get; }

    /// <summary>How many there are.</summary>
    public int Count { get; }

    /// <summary>The shard whose owner does the work.</summary>
    public ShardId First => new(Index);

    /// <summary>All slices of a number.</summary>
    public static IReadOnlyList<ShardSlice> Of(int count) => [.. Enumerable.Range(0, count).Select(index => new ShardSlice(index, count))];

    /// <summary>Whether a shard belongs to it.</summary>
    public bool Holds(ShardId shard) => shard.Value % Count == Index;

    /// <summary>Its number among all, such as <c>2/4</c>.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Index + 1}/{Count}");
}
