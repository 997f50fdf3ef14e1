namespace Actors.Sharding;

/// <summary>
/// The entities in memory of all shards that one host drives, in the order of their use. When there are more than the limit the
/// least recently used one leaves (passivation); only entities with work in hand may exceed it.
/// </summary>
/// <param name="entityCountMax">How many entities stay in memory.</param>
internal sealed class EntityMemory(int entityCountMax)
{
    private const int LookedAtPerAddition = 8;
    private readonly Dictionary<EntityKey, LiveEntity> _entities = [];
    private readonly LinkedList<LiveEntity> _byUse = new();

    /// <summary>How many entities are in memory.</summary>
    public int Count => _entities.Count;

    /// <summary>How many entities have left memory to make room.</summary>
    public long Passivated { get; private set; }

    /// <summary>The entities in memory, most recently used first.</summary>
    public IEnumerable<LiveEntity> ByUse => _byUse;

    /// <summary>Finds an entity and marks it as used.</summary>
    public LiveEntity? Find(EntityKey key)
    {
        if (!_entities.TryGetValue(key, out var entity))
        {
            return null;
        }

        if (entity.Node is { Previous: not null } node)
        {
            _byUse.Remove(node);
            _byUse.AddFirst(node);
        }

        return entity;
    }

    /// <summary>Adds an entity, and lets others leave while there are too many.</summary>
    public void Add(LiveEntity entity, ShardActions actions)
    {
        _entities.Add(entity.Key, entity);
        entity.Node = _byUse.AddFirst(entity);
        var candidate = _byUse.Last;
        for (var looked = 0; _entities.Count > entityCountMax && candidate is not null && looked < LookedAtPerAddition; looked++)
        {
            var previous = candidate.Previous;
            if (candidate.Value.CanPassivate)
            {
                candidate.Value.Owner.Passivate(candidate.Value, actions);
                Remove(candidate.Value);
                Passivated++;
            }
            else
            {
                // It has work in hand: what cannot leave must not stand in the way of what can.
                _byUse.Remove(candidate);
                _byUse.AddFirst(candidate);
            }

            candidate = previous;
        }
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
        _entities.Remove(entity.Key);
        _byUse.Remove(entity.Node!);
    }
}
