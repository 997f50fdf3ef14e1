using Actors.Journal;
using Actors.Schema;
using Actors.Sharding;

namespace Actors.Cluster.Tests.Programs;

/// <summary>What a journal replays to, as far as it was read. One caller at a time.</summary>
internal sealed class ReplayedStates(ActorModel model)
{
    private const int PageMax = 5000;
    private readonly Dictionary<EntityKey, object> _states = [];
    private readonly Dictionary<ShardId, SequenceNumber> _places = [];

    /// <summary>Every entity that has an event, and its state.</summary>
    public IReadOnlyDictionary<EntityKey, object> All => _states;

    /// <summary>Called with each event after it was applied.</summary>
    public Action<EntityKey, object> Applied { get; init; } = static (_, _) => { };

    /// <summary>The states of one type of entity.</summary>
    public IEnumerable<(EntityKey Key, T State)> Of<T>() => _states.Where(s => s.Value is T).Select(s => (s.Key, (T)s.Value));

    /// <summary>Reads what was committed since the last call.</summary>
    public async Task ReadOn(IJournal journal)
    {
        foreach (var shard in journal.ShardCount.All)
        {
            while (await journal.Read(shard, _places.GetValueOrDefault(shard), PageMax, default) is [.., var last] page)
            {
                foreach (var record in page)
                {
                    Apply(record);
                }

                _places[shard] = last.Sequence;
            }
        }
    }

    private void Apply(JournalRecord record)
    {
        if (model.EventOf(record) is { } @event && model.Find(record.Entity.Type) is { } definition)
        {
            _states[record.Entity] = definition.Evolve(_states.GetValueOrDefault(record.Entity) ?? definition.InitialState, @event);
            Applied(record.Entity, @event);
        }
    }
}
