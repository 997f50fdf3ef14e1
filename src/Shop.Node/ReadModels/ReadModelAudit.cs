using System.Data.Common;
using System.Globalization;
using Actors.Journal;
using Actors.Persistence.Sql.Projections;
using Actors.Persistence.Sql.Projections.Tables;
using Actors.Projections;
using Microsoft.Extensions.Logging.Abstractions;

namespace Shop.Node.ReadModels;

/// <summary>
/// Computes every read model from scratch, from the journal's first record on and in a database of its own, and compares it row by row
/// with the one that readers see. No node may be at work meanwhile: the read models must stand at the journal's end.
/// </summary>
/// <param name="journal">The journal.</param>
/// <param name="seen">The read models that readers see.</param>
/// <param name="projections">What makes them.</param>
internal sealed class ReadModelAudit(IJournal journal, ISqlReadModels seen, IReadOnlyList<SqlProjection> projections)
{
    private const int PageMax = 2_000;
    private readonly List<string> _differences = [];

    /// <summary>How many rows were compared.</summary>
    public long Rows { get; private set; }

    /// <summary>What is different, in words.</summary>
    public IReadOnlyList<string> Differences => _differences;

    /// <summary>Computes and compares.</summary>
    public async Task Run(CancellationToken cancellationToken)
    {
        var folder = Directory.CreateTempSubdirectory("shop-audit-").FullName;
        try
        {
            await using var scratch = new SqliteReadModels(Path.Combine(folder, "scratch.db"), NullLogger.Instance);
            await Compute(scratch, cancellationToken);
            foreach (var projection in projections)
            {
                await CompareProgress(projection, cancellationToken);
                foreach (var table in projection.Tables)
                {
                    await Compare(scratch, table, cancellationToken);
                }
            }
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private async Task Compute(SqliteReadModels scratch, CancellationToken cancellationToken)
    {
        var builds = new List<IProjectionBuildStore>();
        foreach (var projection in projections.Select(p => scratch.Projection(p)))
        {
            var build = projection.Open((await projection.Load(cancellationToken)).Active);
            await build.Start(cancellationToken);
            builds.Add(build);
        }

        foreach (var shard in journal.ShardCount.All)
        {
            var place = SequenceNumber.None;
            while (await journal.Read(shard, place, PageMax, cancellationToken) is [.., var last] page)
            {
                foreach (var build in builds)
                {
                    await build.Apply(page, cancellationToken);
                }

                place = last.Sequence;
            }
        }
    }

    private async Task CompareProgress(SqlProjection projection, CancellationToken cancellationToken)
    {
        var versioned = seen.Projection(projection);
        var progress = (await versioned.Progress((await versioned.Load(cancellationToken)).Active.Number, cancellationToken)).ToDictionary(p => p.Shard);
        foreach (var head in await journal.Heads([.. journal.ShardCount.All], cancellationToken))
        {
            var (offset, given) = progress.TryGetValue(head.Shard, out var p) ? (p.Offset, p.Given.Count) : (0, 0);
            if (offset != head.Head.Value || given != offset)
            {
                Add($"{projection.Name} stands at {head.Shard}:{offset} and was given {given} records; the journal ends at {head.Shard}:{head.Head}");
            }
        }
    }

    private async Task Compare(SqliteReadModels scratch, SqlTable table, CancellationToken cancellationToken)
    {
        var (expected, found) = (await RowsOf(scratch, table, cancellationToken), await RowsOf(seen, table, cancellationToken));
        Rows += expected.Count;
        foreach (var key in expected.Keys.Union(found.Keys))
        {
            var (scratched, live) = (expected.GetValueOrDefault(key), found.GetValueOrDefault(key));
            if (scratched != live)
            {
                Add($"{table.Name} {key}: computed from scratch {scratched ?? "nothing"}, seen {live ?? "nothing"}");
            }
        }
    }

    private static async Task<Dictionary<string, string>> RowsOf(ISqlReadModels models, SqlTable table, CancellationToken cancellationToken)
    {
        var columns = table.Keys.Concat(table.Values).Select(c => c.Name);
        var rows = await new ReadModelDatabase(models).Query(
            $"SELECT {string.Join(", ", columns)} FROM {table.Name}",
            [],
            row => (Key: Text(row, 0, table.Keys.Count), Values: Text(row, table.Keys.Count, table.Values.Count)),
            cancellationToken);
        return rows.ToDictionary(r => r.Key, r => r.Values, StringComparer.Ordinal);
    }

    private static string Text(DbDataReader row, int first, int count) =>
        string.Join(" | ", Enumerable.Range(first, count).Select(i => Convert.ToString(row.GetValue(i), CultureInfo.InvariantCulture)));

    private void Add(string difference) => _differences.Add(difference);
}
