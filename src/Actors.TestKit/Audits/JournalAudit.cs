using Actors.Journal;
using Xunit;

namespace Actors.TestKit.Audits;

/// <summary>
/// Reads a whole journal and fails where it breaks a promise: a gap in a shard, a gap in an entity's versions, a command of a lane
/// or a command with an id that took effect twice, out of order, or by half. For the journals of tests: it keeps what it has seen.
/// </summary>
public sealed class JournalAudit
{
    private const int PageMax = 5000;
    private readonly Dictionary<EntityKey, long> _versions = [];
    private readonly HashSet<(Lane, LanePosition, EntityKey)> _outcomes = [];
    private readonly Dictionary<(Lane, EntityKey), LanePosition> _last = [];
    private readonly Dictionary<(EntityKey, CommandId), RecordKind> _commands = [];
    private readonly Action<JournalRecord> _outcomeSeen;
    private (long Sequence, int Index, int Count) _open;

    private JournalAudit(Action<JournalRecord> outcomeSeen) => _outcomeSeen = outcomeSeen;

    /// <summary>How many records there are.</summary>
    public long Records { get; private set; }

    /// <summary>How many commands with an id have an outcome.</summary>
    public int CommandCount => _commands.Count;

    /// <summary>Audits a store that nobody writes to.</summary>
    /// <param name="store">The store.</param>
    /// <param name="outcomeSeen">Sees the first record of each outcome, for checks of a test's own.</param>
    public static async Task<JournalAudit> Of(IJournalStore store, Action<JournalRecord>? outcomeSeen = null)
    {
        var audit = new JournalAudit(outcomeSeen ?? (_ => { }));
        foreach (var shard in store.Journal.ShardCount.All)
        {
            var last = SequenceNumber.None;
            while (await store.Journal.Read(shard, last, PageMax, default).ConfigureAwait(false) is [.., var end] page)
            {
                foreach (var record in page)
                {
                    Assert.Equal(last.Value + 1, record.Sequence.Value);
                    last = record.Sequence;
                    audit.Check(record);
                }

                last = end.Sequence;
            }

            var heads = await store.Journal.Heads([shard], default).ConfigureAwait(false);
            Assert.Equal(last, heads[0].Head);
            Assert.True(audit._open.Index + 1 >= audit._open.Count, $"{shard} ends in the middle of an outcome.");
            audit._open = default;
        }

        return audit;
    }

    /// <summary>What became of a command with an id; <see langword="null"/> when it has no outcome.</summary>
    public RecordKind? OutcomeOf(EntityKey entity, CommandId command) =>
        _commands.TryGetValue((entity, command), out var kind) ? kind : null;

    private void Check(JournalRecord record)
    {
        Records++;
        var (metadata, place) = (record.Metadata, $"{record.Shard}:{record.Sequence} {record.Entity}");
        var version = _versions.GetValueOrDefault(record.Entity) + (record.Kind == RecordKind.Event ? 1 : 0);
        Assert.True(record.Version.Value == version, $"{place} has version {record.Version}, not {version}.");
        _versions[record.Entity] = version;
        var follows = metadata.Index > 0 && _open.Sequence + 1 == record.Sequence.Value && _open.Index + 1 == metadata.Index;
        Assert.True(metadata.Index == 0 ? _open.Index + 1 >= _open.Count : follows, $"{place} breaks an outcome in two.");
        _open = (record.Sequence.Value, metadata.Index, metadata.Count);
        if (metadata.Index > 0)
        {
            return;
        }

        if (metadata.Lane is { } lane)
        {
            CheckLane(record, lane, place);
        }

        if (metadata.CommandId is { } id && record.Kind is not (RecordKind.Parked or RecordKind.Unparked))
        {
            Assert.True(_commands.TryAdd((record.Entity, id), record.Kind), $"{place} repeats the command {id}.");
        }

        _outcomeSeen(record);
    }

    private void CheckLane(JournalRecord record, Lane lane, string place)
    {
        var position = record.Metadata.LanePosition;
        Assert.True(_outcomes.Add((lane, position, record.Entity)), $"{place} repeats {lane}@{position}.");
        Assert.True(_last.GetValueOrDefault((lane, record.Entity)) < position, $"{place} overtakes on {lane}@{position}.");
        _last[(lane, record.Entity)] = position;
    }
}
