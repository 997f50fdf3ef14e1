using System.Text;
using Actors.Journal;
using Actors.Schema;
using Actors.Sharding;
using Actors.Simulation.Entities;

namespace Actors.Simulation.Checkers;

/// <summary>What stands in the journal, indexed by the names that commands have: token, command id, lane position.</summary>
internal sealed class JournalFacts
{
    private readonly Dictionary<(ShardId, SequenceNumber), JournalRecord> _records = [];
    private readonly Dictionary<long, int> _effects = [];
    private readonly Dictionary<(Lane, LanePosition), int> _onLanes = [];
    private readonly Dictionary<CommandId, int> _byId = [];
    private readonly HashSet<string> _resolved = [];

    /// <summary>Tokens with the number of outcomes they have.</summary>
    public IReadOnlyDictionary<long, int> Effects => _effects;

    /// <summary>Lane positions with the number of outcomes they have, parked ones included.</summary>
    public IReadOnlyDictionary<(Lane Lane, LanePosition Position), int> OnLanes => _onLanes;

    /// <summary>Command ids with the number of outcomes they have; parked ones do not count.</summary>
    public IReadOnlyDictionary<CommandId, int> ById => _byId;

    public JournalRecord? Find(ShardId shard, SequenceNumber sequence) => _records.GetValueOrDefault((shard, sequence));

    /// <summary>Whether a parked command has been replayed.</summary>
    public bool IsResolved(string letter) => _resolved.Contains(letter);

    public void Take(ShardCommit commit)
    {
        foreach (var record in commit.Records)
        {
            _records[(record.Shard, record.Sequence)] = record;
            if (record.Kind == RecordKind.Unparked)
            {
                _resolved.Add(Encoding.UTF8.GetString(record.Payload.Span));
            }
            else if (record.Metadata.Index == 0)
            {
                Count(record);
            }
        }
    }

    /// <summary>The command's token in an event or a rejection; <see langword="null"/> in other records.</summary>
    public static long? TokenOf(JournalRecord record) => record.Kind switch
    {
        RecordKind.Event => ((IHasToken)TestModel.Of(record.Entity).Messages.Decode(record.Type, record.Payload.Span)).Token,
        RecordKind.Rejection => long.Parse(RejectionCodec.Decode(record.Payload.Span).Reason, System.Globalization.CultureInfo.InvariantCulture),
        _ => null,
    };

    private void Count(JournalRecord record)
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
