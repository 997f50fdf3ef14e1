using Actors.Journal;
using Actors.Journal.Blocks;
using Actors.Sharding;

namespace Actors.Persistence.Sql.Blocks;

/// <summary>
/// Reads entities from chunks and tails, in one round trip unless a shard's tail is not known yet or moves meanwhile. Thread-safe.
/// </summary>
internal sealed class EntityReader(IBlockTables tables, TailCache tails, Compactor compactor, CompactionOptions options, WireNames names)
{
    // A tail that is this many times too long, as after a rebuild of the chunks, is compacted rather than loaded.
    private const int TooLong = 4;

    public async Task<IReadOnlyList<IReadOnlyList<JournalRecord>>> Read(
        IReadOnlyList<EntityPosition> positions, CancellationToken cancellationToken)
    {
        if (positions.Count == 0)
        {
            return [];
        }

        var lists = await Read(positions, hasLimits: true, cancellationToken).ConfigureAwait(false);
        return lists ?? (await Read(positions, hasLimits: false, cancellationToken).ConfigureAwait(false))!;
    }

    /// <summary>Reads; <see langword="null"/> when a limit cut off chunks of which some were another entity's with the same hash.</summary>
    private async Task<IReadOnlyList<IReadOnlyList<JournalRecord>>?> Read(
        IReadOnlyList<EntityPosition> positions, bool hasLimits, CancellationToken cancellationToken)
    {
        var shards = positions.Select(position => tails.ShardCount.ShardOf(position.Entity)).Distinct().ToList();
        var ranges = positions
            .Select(p => new ChunkRange(tails.ShardCount.ShardOf(p.Entity), p.Entity.Hash, p.After.Value, hasLimits ? p.Limit : int.MaxValue)).ToList();
        while (true)
        {
            var page = await tables.Read(shards.ConvertAll(tails.PositionOf), ranges, cancellationToken).ConfigureAwait(false);
            if (Merge(page) is { } views)
            {
                return Join(positions, ranges, page, views);
            }

            foreach (var shard in shards)
            {
                await CatchUp(shard, cancellationToken).ConfigureAwait(false);
            }
        }
    }

    private Dictionary<ShardId, TailView>? Merge(EntityPage page)
    {
        var views = new Dictionary<ShardId, TailView>(page.Tails.Count);
        foreach (var tail in page.Tails)
        {
            if (tails.Of(tail.Shard).Merge(tail) is not { } view || view.End < tail.Head)
            {
                return null;
            }

            views.Add(tail.Shard, view);
        }

        return views;
    }

    private List<JournalRecord>[]? Join(
        IReadOnlyList<EntityPosition> positions, List<ChunkRange> ranges, EntityPage page, Dictionary<ShardId, TailView> views)
    {
        var lists = new List<JournalRecord>[positions.Count];
        for (var i = 0; i < lists.Length; i++)
        {
            var chunks = page.Chunks[i];
            lists[i] = BlockRecords.Of(positions[i], chunks, views[tails.ShardCount.ShardOf(positions[i].Entity)], names);
            if (lists[i].Count < positions[i].Limit && chunks.Count == ranges[i].CountMax)
            {
                return null;
            }
        }

        return lists;
    }

    private async Task CatchUp(ShardId shard, CancellationToken cancellationToken)
    {
        (CompactionMark Mark, long End)? before = null;
        while (true)
        {
            var page = (await tables.Read([tails.PositionOf(shard)], [], cancellationToken).ConfigureAwait(false)).Tails[0];
            if (tails.Of(shard).Merge(page) is not { } tail)
            {
                continue;
            }

            if (tail.End >= page.Head)
            {
                return;
            }

            if (before == (tail.Mark, tail.End))
            {
                throw BlockRecords.Missing(shard, tail.End + 1);
            }

            before = (tail.Mark, tail.End);

            if (page.Head - page.Mark.UpTo > (long)options.TailRecords * TooLong)
            {
                await compactor.CompactShard(shard, cancellationToken).ConfigureAwait(false);
            }
        }
    }
}
