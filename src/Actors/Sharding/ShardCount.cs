namespace Actors.Sharding;

/// <summary>How many shards a journal has. Fixed when the journal is created and recorded in it.</summary>
public readonly record struct ShardCount
{
    /// <summary>The number of shards of a journal that is created without another wish.</summary>
    public static readonly ShardCount Default = new(64);

    /// <summary>Creates a count.</summary>
    /// <param name="value">1 to 4,096.</param>
    /// <exception cref="ArgumentOutOfRangeException">The value is outside that range.</exception>
    public ShardCount(int value)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(value, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(value, 4096);
        Value = value;
    }

    /// <summary>The number of shards.</summary>
    public int Value { get; }

    /// <summary>All shards, in order.</summary>
    public IEnumerable<ShardId> All => Enumerable.Range(0, Value).Select(i => new ShardId(i));

    /// <summary>The shard of an entity: its stable hash modulo the number of shards.</summary>
    public ShardId ShardOf(EntityKey entity) => new((int)(entity.Hash % (ulong)Value));
}
