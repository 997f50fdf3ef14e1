using Actors;
using Actors.DeadLettering;
using Actors.Journal;

namespace Shop.Node.Tests.Journals;

/// <summary>
/// Reads a whole journal and fails where it breaks a promise: a gap in a shard, a gap in an entity's versions, a command of a lane
/// that took effect twice, out of order, or by half.
/// </summary>
internal sealed class JournalAudit
{
    private readonly Dictionary<EntityKey, long> _versions = [];
    private readonly HashSet<(Lane, LanePosition, EntityKey)> _outcomes = [];
    private readonly HashSet<(Lane, LanePosition)> _fileOutcomes = [];
    private readonly Dictionary<(Lane, EntityKey), LanePosition> _last = [];
    private readonly Dictionary<string, long> _kinds = new(StringComparer.Ordinal);
    private (long Sequence, int Index, int Count) _open;

    /// <summary>How many records there are.</summary>
    public long Records { get; private set; }

    /// <summary>How many positions of file lanes have an outcome.</summary>
    public long FileOutcomes => _fileOutcomes.Count;

    /// <summary>The dead letters that wait.</summary>
    public IReadOnlyList<DeadLetter> DeadLetters { get; private set; } = [];

    /// <summary>How many outcomes of file lanes are of a kind.</summary>
    public long Of(RecordKind kind) => _kinds.GetValueOrDefault($"file {kind}");

    /// <summary>Audits the database of a node that has ended.</summary>
    public static async Task<JournalAudit> Of(Database database)
    {
        await using var store = await database.Open();
        var audit = new JournalAudit();
        foreach (var shard in store.Journal.ShardCount.All)
        {
            var last = SequenceNumber.None;
            while (await store.Journal.Read(shard, last, 5_000, default) is [.., var end] page)
            {
                foreach (var record in page)
                {
                    Assert.Equal(last.Value + 1, record.Sequence.Value);
                    last = record.Sequence;
                    audit.Check(record);
                }

                last = end.Sequence;
            }

            Assert.Equal(last, (await store.Journal.Heads([shard], default))[0].Head);
            Assert.True(audit._open.Index + 1 >= audit._open.Count, $"{shard} ends in the middle of an outcome.");
            audit._open = default;
        }

        audit.DeadLetters = await store.DeadLetters.List(DeadLetterStatus.Waiting, null, 10_000, default);
        return audit;
    }

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
        if (metadata is { Index: 0, Lane: { } lane })
        {
            CheckLane(record, lane, place);
        }
    }

    private void CheckLane(JournalRecord record, Lane lane, string place)
    {
        var position = record.Metadata.LanePosition;
        Assert.True(_outcomes.Add((lane, position, record.Entity)), $"{place} repeats {lane}@{position}.");
        Assert.True(_last.GetValueOrDefault((lane, record.Entity)) < position, $"{place} overtakes on {lane}@{position}.");
        _last[(lane, record.Entity)] = position;
        if (lane.Name.StartsWith("file:", StringComparison.Ordinal))
        {
            Assert.True(_fileOutcomes.Add((lane, position)), $"{place} repeats {lane}@{position} on another entity.");
            var kind = $"file {record.Kind}";
            _kinds[kind] = _kinds.GetValueOrDefault(kind) + 1;
        }
    }
}
