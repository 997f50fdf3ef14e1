using Actors;
using Actors.DeadLettering;
using Actors.Journal;
using Actors.TestKit.Audits;

namespace Shop.Node.Tests.Journals;

/// <summary>Audits a journal of Shop: what every journal must keep, and one outcome for each position of a file.</summary>
internal sealed class ShopAudit
{
    private readonly HashSet<(Lane, LanePosition)> _fileOutcomes = [];
    private readonly Dictionary<RecordKind, long> _kinds = [];

    /// <summary>How many positions of file lanes have an outcome.</summary>
    public long FileOutcomes => _fileOutcomes.Count;

    /// <summary>The dead letters that wait.</summary>
    public IReadOnlyList<DeadLetter> DeadLetters { get; private set; } = [];

    /// <summary>What every journal must keep.</summary>
    public JournalAudit Journal { get; private set; } = null!;

    /// <summary>How many outcomes of file lanes are of a kind.</summary>
    public long Of(RecordKind kind) => _kinds.GetValueOrDefault(kind);

    /// <summary>Audits the database of a node that has ended.</summary>
    public static async Task<ShopAudit> Of(Database database)
    {
        await using var store = await database.Open();
        var audit = new ShopAudit();
        audit.Journal = await JournalAudit.Of(store, audit.See);
        audit.DeadLetters = await store.DeadLetters.List(DeadLetterStatus.Waiting, null, 10_000, default);
        return audit;
    }

    private void See(JournalRecord record)
    {
        if (record.Metadata.Lane is not { } lane || !lane.Name.StartsWith("file:", StringComparison.Ordinal))
        {
            return;
        }

        var place = $"{record.Shard}:{record.Sequence} {record.Entity}";
        Assert.True(_fileOutcomes.Add((lane, record.Metadata.LanePosition)), $"{place} repeats {lane}@{record.Metadata.LanePosition} on another entity.");
        _kinds[record.Kind] = _kinds.GetValueOrDefault(record.Kind) + 1;
    }
}
