using Actors.Schema;

namespace Actors.Sharding;

/// <summary>
/// The entities in memory of all shards that one host drives. When there are more than the limit one that has not been used for
/// long leaves (passivation); only entities with work in hand may exceed it.
/// </summary>
/// <remarks>
/// The order of use is kept by the second-chance form of CLOCK (Corbató, 1968): a use only marks the entity, and who is marked when
/// its turn to leave comes goes to the back of the queue without its mark. To move an entity at each use would touch its
/// neighbours too, which costs more than the use.
/// <para>
/// Each message of one of many entities waits for memory several times, as each object names the place of the next. What some messages need is
/// therefore fetched in steps for all of them at once (group prefetching: Chen, Ailamaki, Gibbons, Mowry, 2004).
/// </para>
/// </remarks>
/// <param name="entityCountMax">How many entities stay in memory.</param>
internal sealed class EntityMemory(int entityCountMax)
{
    private const int LookedAtPerAddition = 16;
    private const int SecondChances = 8;
    private readonly Dictionary<EntityKey, LiveEntity> _entities = [];
    private readonly LinkedList<LiveEntity> _queue = new();
    private readonly Dictionary<EntityDefinition, StateSlots> _states = [];
    private readonly List<LiveEntity> _nextEntities = [];
    private readonly List<EntityImage> _nextImages = [];
    private long _touched;

    /// <summary>How many entities are in memory.</summary>
    public int Count => _entities.Count;

    /// <summary>How many entities have left memory to make room.</summary>
    public long Passivated { get; private set; }

    /// <summary>The entities in memory; the one whose turn to leave comes first is the last.</summary>
    public IEnumerable<LiveEntity> ByUse => _queue;

    /// <summary>Finds an entity. Whoever uses it marks it as used.</summary>
    public LiveEntity? Find(EntityKey key) => _entities.GetValueOrDefault(key);

    /// <summary>Brings the entities of the next messages into the processor's cache. Changes nothing.</summary>
    public void Anticipate(ReadOnlySpan<Envelope> messages)
    {
        foreach (var message in messages)
        {
            if (Find(message.Target) is { } entity)
            {
                _nextEntities.Add(entity);
            }
        }

        foreach (var entity in _nextEntities)
        {
            if (entity.Image is { } image)
            {
                _nextImages.Add(image);
            }
        }

        foreach (var image in _nextImages)
        {
            _touched += image.Touch();
        }

        _nextEntities.Clear();
        _nextImages.Clear();
    }

    /// <summary>Adds an entity, and lets others leave while there are too many.</summary>
    public void Add(LiveEntity entity, ShardActions actions)
    {
        _entities.Add(entity.Key, entity);
        entity.Node = _queue.AddFirst(entity);
        for (var looked = 0; _entities.Count > entityCountMax && looked < LookedAtPerAddition; looked++)
        {
            var candidate = _queue.Last!.Value;
            if (candidate.CanPassivate && (!candidate.WasUsed || looked >= SecondChances))
            {
                candidate.Owner.Passivate(candidate, actions);
                Remove(candidate);
                Passivated++;
            }
            else
            {
                candidate.WasUsed = false;
                _queue.Remove(candidate.Node!);
                _queue.AddFirst(candidate.Node!);
            }
        }
    }

    /// <summary>Takes the image of an entity that has been loaded.</summary>
    public void Loaded(LiveEntity entity, EntityImage image)
    {
        image.Enter(SlotsOf(image));
        entity.Image = image;
    }

    /// <summary>Lets one entity leave now, if it is here and has no work in hand.</summary>
    public PassivationResult TryPassivate(EntityKey key, ShardActions actions)
    {
        if (Find(key) is not { } entity)
        {
            return PassivationResult.NotInMemory;
        }

        if (!entity.CanPassivate)
        {
            return PassivationResult.Busy;
        }

        entity.Owner.Passivate(entity, actions);
        Remove(entity);
        Passivated++;
        return PassivationResult.Done;
    }

    /// <summary>Drops all entities of a shard that has lost its right to them.</summary>
    public void RemoveAll(ShardMachine owner)
    {
        foreach (var entity in _entities.Values.Where(e => ReferenceEquals(e.Owner, owner)).ToArray())
        {
            Remove(entity);
        }
    }

    private void Remove(LiveEntity entity)
    {
        if (entity.Image is { } image)
        {
            image.Leave(SlotsOf(image));
        }

        _entities.Remove(entity.Key);
        _queue.Remove(entity.Node!);
    }

    private StateSlots SlotsOf(EntityImage image)
    {
        if (!_states.TryGetValue(image.Definition, out var slots))
        {
            _states.Add(image.Definition, slots = new StateSlots(image.Definition));
        }

        return slots;
    }
}
