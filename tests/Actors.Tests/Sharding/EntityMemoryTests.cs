using Actors.Journal;
using Actors.Sharding;
using Actors.Tests.Samples;

namespace Actors.Tests.Sharding;

public sealed class EntityMemoryTests
{
    private static readonly EntityKey Here = new(Tally.Definition.Type, new EntityId("here"));
    private readonly EntityMemory _memory = new(entityCountMax: 4);
    private readonly ShardMachine _machine;

    public EntityMemoryTests()
    {
        var head = new ShardHead(new ShardId(0), "node-1", new Epoch(1), SequenceNumber.None);
        _machine = new ShardMachine(new ShardClaim(head, null), new LaneLedger(), _memory, new ShardOptions());
    }

    [Fact]
    public void To_anticipate_messages_loads_nothing_and_uses_nothing()
    {
        var (loading, loaded) = (Add(Here), Add(Key("loaded")));
        _memory.Loaded(loaded, EntityRecovery.Start(loaded.Key, Tally.Definition, null, windowCapacity: 1));

        _memory.Anticipate([To(Key("away")), To(Here), To(loaded.Key), To(loaded.Key)]);

        Assert.Equal(2, _memory.Count);
        Assert.Null(loading.Image);
        Assert.Same(loaded, _memory.Find(loaded.Key));
        Assert.False(loaded.WasUsed);
        Assert.Equal(default, loaded.Image!.Version);
    }

    private static EntityKey Key(string id) => new(Tally.Definition.Type, new EntityId(id));

    private static Envelope To(EntityKey key) => new() { Target = key, Time = DateTimeOffset.UnixEpoch };

    private LiveEntity Add(EntityKey key)
    {
        var entity = new LiveEntity(key, _machine);
        _memory.Add(entity, new ShardActions());
        return entity;
    }
}
