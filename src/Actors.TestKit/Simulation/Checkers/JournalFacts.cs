using System.Text;
using Actors.Journal;
using Actors.Schema;
using Actors.Sharding;

namespace Actors.TestKit.Simulation.Checkers;

/// <summary>
/// What stands in the journal, indexed by the names that commands have: who sent them, their id, their lane position; and what was
/// sent under these names.
/// </summary>
internal sealed class JournalFacts(ActorModel model)
{
    private readonly Dictionary<(ShardId, SequenceNumber), JournalRecord> _records = [];
    private readonly Dictionary<string, int> _effects = [];
    private readonly Dictionary<(Lane, LanePosition), int> _onLanes = [];
    private readonly Dictionary<CommandId, int> _byId = [];
    private readonly HashSet<string> _resolved = [];
    private readonly List<JournalRecord> _events = [];
    private readonly Dictionary<EntityKey, EntityFacts> _entities = [];

    /// <summary>How many records there are.</summary>
    public long Count { get; private set; }

    /// <summary>The senders' own names of commands, with the number of outcomes they have.</summary>
    public IReadOnlyDictionary<string, int> Effects => _effects;

    /// <summary>Lane positions with the number of outcomes they have, parked ones included.</summary>
    public IReadOnlyDictionary<(Lane Lane, LanePosition Position), int> OnLanes => _onLanes;

    /// <summary>Command ids with the number of outcomes they have; parked ones do not count.</summary>
    public IReadOnlyDictionary<CommandId, int> ById => _byId;

    /// <summary>Every event, in the order in which they became durable.</summary>
    public IEnumerable<(EntityKey Entity, object Event)> Events => _events.Select(r => (r.Entity, model.EventOf(r)!));

    public IEnumerable<EntityFacts> Entities => _entities.Values;

    public JournalRecord? Find(ShardId shard, SequenceNumber sequence) => _records.GetValueOrDefault((shard, sequence));

    /// <summary>Whether a parked command has been replayed.</summary>
    public bool IsResolved(string letter) => _resolved.Contains(letter);

    public EntityFacts Of(EntityKey entity)
    {
        if (!_entities.TryGetValue(entity, out var facts))
        {
            _entities.Add(entity, facts = new EntityFacts(entity, model.Find(entity.Type)!));
        }

        return facts;
    }

    public void Take(ShardCommit commit)
    {
        foreach (var record in commit.Records)
        {
            Count++;
            _records[(record.Shard, record.Sequence)] = record;
            if (record.Kind == RecordKind.Event)
            {
                Of(record.Entity).Take(record);
                _events.Add(record);
            }

            if (record.Kind == RecordKind.Unparked)
            {
                _resolved.Add(Encoding.UTF8.GetString(record.Payload.Span));
            }
            else if (record.Metadata.Index == 0)
            {
                CountOutcome(record);
            }
        }
    }

    /// <summary>The sender's own name of the command that a record came from; <see langword="null"/> where another record caused it.</summary>
    public static string? TokenOf(JournalRecord record) =>
        record.Metadata.Origin is { CausationId: null, CorrelationId: { } token } ? token : null;

    /// <summary>Whether a record is of the outcome of a message.</summary>
    public static bool IsOutcomeOf(JournalRecord record, Envelope envelope) => envelope.Lane is { } lane
        ? record.Metadata.Lane == lane.Lane && record.Metadata.LanePosition == lane.Position
        : record.Metadata.Origin == envelope.Origin;

    private void CountOutcome(JournalRecord record)
    {
        if (record.Metadata.Lane is { } lane)
        {
            Add(_onLanes, (lane, record.Metadata.LanePosition));
        }

        if (record.Kind == RecordKind.Parked)
        {
            return;
        }

        if (record.Metadata.CommandId is { } id)
        {
            Add(_byId, id);
        }

        if (TokenOf(record) is { } token)
        {
            Add(_effects, token);
        }
    }

    private static void Add<TKey>(Dictionary<TKey, int> counts, TKey key)
        where TKey : notnull => counts[key] = counts.GetValueOrDefault(key) + 1;
}
