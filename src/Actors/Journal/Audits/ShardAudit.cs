using Actors.Schema;
using Actors.Sharding;

namespace Actors.Journal.Audits;

/// <summary>
/// Checks the records of one shard, given in order: no gap in the shard and in its entities' versions, no outcome cut in two, no
/// command of a lane and no command with an id that took effect twice, lanes in order, and, with a model, every event decoded and
/// applied. Keeps what it has seen of this shard, so its memory grows with the shard's entities and commands. One caller at a time.
/// </summary>
/// <param name="shard">The shard.</param>
/// <param name="model">Replays the events; <see langword="null"/> leaves that out.</param>
/// <param name="report">Gets each fault.</param>
public sealed class ShardAudit(ShardId shard, ActorModel? model, Action<AuditFault> report)
{
    private readonly Dictionary<EntityKey, (long Version, object? State, bool IsBroken)> _entities = [];
    private readonly HashSet<(Lane, LanePosition, EntityKey)> _outcomes = [];
    private readonly Dictionary<(Lane, EntityKey), LanePosition> _last = [];
    private readonly Dictionary<(EntityKey, CommandId), RecordKind> _commands = [];
    private SequenceNumber _sequence;
    private (int Index, int Count) _open;
    private bool _isPartial;

    /// <summary>How many records were checked.</summary>
    public long Records { get; private set; }

    /// <summary>How many entities they are about.</summary>
    public int Entities => _entities.Count;

    /// <summary>The commands with an id, and what became of each.</summary>
    public IReadOnlyDictionary<(EntityKey Entity, CommandId Id), RecordKind> Commands => _commands;

    /// <summary>
    /// Begins behind records that retention has removed. What depends on them is not checked then: the first version of each entity, its
    /// states, and what was done twice of which the first time is gone.
    /// </summary>
    public void StartAfter(SequenceNumber removed) => (_sequence, _isPartial) = (removed, true);

    /// <summary>Checks the next record.</summary>
    public void Check(JournalRecord record)
    {
        Records++;
        if (record.Sequence.Value != _sequence.Value + 1 || record.Shard != shard)
        {
            Report(record, $"follows record {_sequence} of shard {shard}");
        }

        CheckOutcome(record);
        CheckEntity(record);
        _sequence = record.Sequence;
        if (record.Metadata.Index > 0)
        {
            return;
        }

        if (record.Metadata.Lane is { } lane)
        {
            CheckLane(record, lane);
        }

        if (record.Metadata.CommandId is { } id && record.Kind is not (RecordKind.Parked or RecordKind.Unparked)
            && !_commands.TryAdd((record.Entity, id), record.Kind))
        {
            Report(record, $"repeats the command {id}");
        }
    }

    /// <summary>Checks that the records end where the shard's row says.</summary>
    public void End(SequenceNumber head)
    {
        if (_sequence != head)
        {
            report(new AuditFault(shard, _sequence, null, $"is the last record, and the shard's row says {head}"));
        }

        if (_open.Index + 1 < _open.Count)
        {
            report(new AuditFault(shard, _sequence, null, "ends in the middle of an outcome"));
        }
    }

    private void CheckOutcome(JournalRecord record)
    {
        var (index, count) = (record.Metadata.Index, record.Metadata.Count);
        var isFirst = _isPartial && Records == 1;
        var isGood = isFirst || (index == 0 ? _open.Index + 1 >= _open.Count : _open.Index + 1 == index && _open.Count == count);
        if (!isGood)
        {
            Report(record, $"is part {index} of {count} of an outcome, after part {_open.Index} of {_open.Count}");
        }

        _open = (index, count);
    }

    private void CheckEntity(JournalRecord record)
    {
        if (!_entities.TryGetValue(record.Entity, out var entity) && _isPartial)
        {
            _entities.Add(record.Entity, (record.Version.Value, null, true));
            return;
        }

        var (version, state, isBroken) = entity;
        version += record.Kind == RecordKind.Event ? 1 : 0;
        if (record.Version.Value != version)
        {
            Report(record, $"has version {record.Version}, not {version}");
        }

        if (record.Kind == RecordKind.Event && model is not null && !isBroken)
        {
            (state, isBroken) = Apply(record, state);
        }

        _entities[record.Entity] = (record.Version.Value, state, isBroken);
    }

    private (object? State, bool IsBroken) Apply(JournalRecord record, object? state)
    {
        if (model!.Find(record.Entity.Type) is not { } definition)
        {
            Report(record, $"is of the entity type '{record.Entity.Type}', which this program does not know");
            return (null, true);
        }

        try
        {
            return (definition.Evolve(state ?? definition.InitialState, definition.Messages.Decode(record.Type, record.Payload.Span)), false);
        }
        catch (Exception exception)
        {
            Report(record, $"cannot be replayed: {record.Type}: {exception.Message}"); // Whatever Evolve throws: it is the application's.
            return (null, true);
        }
    }

    private void CheckLane(JournalRecord record, Lane lane)
    {
        var position = record.Metadata.LanePosition;
        if (!_outcomes.Add((lane, position, record.Entity)))
        {
            Report(record, $"repeats {lane}@{position}");
        }

        if (_last.GetValueOrDefault((lane, record.Entity), new LanePosition(long.MinValue)) >= position)
        {
            Report(record, $"comes on {lane}@{position} after a later one");
        }

        _last[(lane, record.Entity)] = position;
    }

    private void Report(JournalRecord record, string text) => report(new AuditFault(shard, record.Sequence, record.Entity, text));
}
