namespace Actors.Sharding;

/// <summary>An entity in memory: loading, with messages that wait for it, or loaded.</summary>
/// <param name="key">The entity.</param>
/// <param name="owner">The shard it belongs to.</param>
internal sealed class LiveEntity(EntityKey key, ShardMachine owner)
{
    public EntityKey Key { get; } = key;

    public ShardMachine Owner { get; } = owner;

    /// <summary>The entity; <see langword="null"/> while it is being loaded.</summary>
    public EntityImage? Image { get; set; }

    /// <summary>The messages that wait for the load, in order; <see langword="null"/> once it is loaded.</summary>
    public Queue<Envelope>? Waiting { get; set; } = new(1);

    /// <summary>The batch with its newest records; what is not committed pins the entity in memory.</summary>
    public long LastBatch { get; set; }

    /// <summary>Whether it was used since its turn to leave last came.</summary>
    public bool WasUsed { get; set; }

    /// <summary>Its place in the order of leaving.</summary>
    public LinkedListNode<LiveEntity>? Node { get; set; }

    public bool CanPassivate => Image is not null && LastBatch <= Owner.CommittedBatch;
}
