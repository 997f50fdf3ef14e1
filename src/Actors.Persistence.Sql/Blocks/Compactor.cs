using System.Collections.Concurrent;
using Actors.Journal;
using Actors.Journal.Blocks;
using Actors.Sharding;
using Microsoft.Extensions.Logging;

namespace Actors.Persistence.Sql.Blocks;

/// <summary>
/// Files the tail of a shard under its entities, round by round: writes one chunk for each entity in short transactions, then moves
/// the mark if it is still where it was. A round that ends anywhere leaves chunks above the mark, which nobody reads until the next
/// round has moved it; rounds of several processes at once do the same work twice and no harm. It rests after each slice for as long
/// as that took, so that commits find the database free half of the time, unless it falls behind: then it does not rest, and its slices
/// are larger, which costs the database less. Thread-safe.
/// </summary>
internal sealed class Compactor(
    IBlockTables tables, TailCache tails, CompactionOptions options, TimeProvider time, ILogger logger) : IDisposable
{
    private const int RoundRecordsMax = 65_536;
    private const int RoundBytesMax = 64 << 20;
    private const int SliceChunks = 256;
    private const int SliceBytes = 128 << 10;
    private const int BehindSliceFactor = 8;
    private const int BehindFactor = 2;

    private readonly SemaphoreSlim _one = new(1, 1);
    private readonly ConcurrentDictionary<ShardId, string> _damaged = [];

    private bool TailsAreLong => tails.Bytes > options.AllTailsBytesMax / BehindFactor;

    /// <summary>See <see cref="IJournalUpkeep.Compact"/>.</summary>
    public async Task<CompactionProgress> Compact(IReadOnlyList<ShardId> shards, CancellationToken cancellationToken)
    {
        await _one.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            foreach (var shard in await Due(shards, cancellationToken).ConfigureAwait(false))
            {
                if (await TryRound(shard, isUrgent: false, cancellationToken).ConfigureAwait(false) is > 0 and var records)
                {
                    return new CompactionProgress(records, MoreWaits: true);
                }
            }

            return default;
        }
        finally
        {
            _one.Release();
        }
    }

    /// <summary>Compacts one shard, whether it needs it or not.</summary>
    /// <exception cref="FormatException">Its stored records are damaged.</exception>
    public async Task<int> CompactShard(ShardId shard, CancellationToken cancellationToken)
    {
        await _one.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            return await Round(shard, isUrgent: true, cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            _one.Release();
        }
    }

    /// <summary>Compacts until all tails together are no longer than they may be.</summary>
    public async ValueTask Relieve(CancellationToken cancellationToken)
    {
        while (tails.Bytes > options.AllTailsBytesMax)
        {
            var longest = tails.ShardCount.All.MaxBy(shard => _damaged.ContainsKey(shard) ? -1 : tails.Of(shard).Bytes);
            await _one.WaitAsync(cancellationToken).ConfigureAwait(false);
            try
            {
                if (tails.Bytes > options.AllTailsBytesMax && await TryRound(longest, isUrgent: true, cancellationToken).ConfigureAwait(false) == 0)
                {
                    return;
                }
            }
            finally
            {
                _one.Release();
            }
        }
    }

    public void Dispose() => _one.Dispose();

    private async Task<List<ShardId>> Due(IReadOnlyList<ShardId> shards, CancellationToken cancellationToken)
    {
        var lengths = await tables.TailLengths(shards, cancellationToken).ConfigureAwait(false);
        return [.. lengths
            .Where(tail => tail.Records > 0 && !_damaged.ContainsKey(tail.Shard))
            .Where(tail => tail.Records >= options.TailRecords || tails.Of(tail.Shard).Bytes >= options.TailBytes)
            .OrderByDescending(tail => tail.Records)
            .Select(tail => tail.Shard)];
    }

    private async Task<int> TryRound(ShardId shard, bool isUrgent, CancellationToken cancellationToken)
    {
        try
        {
            return await Round(shard, isUrgent, cancellationToken).ConfigureAwait(false);
        }
        catch (FormatException exception)
        {
            // Its entities are read from what is whole, as before; the other shards go on.
            _damaged[shard] = exception.Message;
            logger.CompactionStopped(shard.Value, exception.Message);
            return 0;
        }
    }

    private async Task<int> Round(ShardId shard, bool isUrgent, CancellationToken cancellationToken)
    {
        var page = await tables.Read([tails.PositionOf(shard)], [], cancellationToken).ConfigureAwait(false);
        if (tails.Of(shard).Merge(page.Tails[0]) is not { Blocks.Count: > 0 } tail)
        {
            return 0;
        }

        var blocks = FirstOf(tail.Blocks);
        var isBehind = TailsAreLong || tail.End - tail.Mark.UpTo >= (long)options.TailRecords * BehindFactor;
        var size = isBehind ? BehindSliceFactor : 1;
        var memory = new PooledMemory();
        foreach (var slice in ChunkBuilder.Slices(ChunkBuilder.Build(blocks, tail.Mark, memory), SliceChunks * size, SliceBytes * size, memory))
        {
            var started = time.GetTimestamp();
            if (!await tables.WriteChunks(shard, tail.Mark, slice, cancellationToken).ConfigureAwait(false))
            {
                return 0;
            }

            if (!isUrgent && !isBehind && !TailsAreLong)
            {
                await Task.Delay(RestAfter(time.GetElapsedTime(started)), time, cancellationToken).ConfigureAwait(false);
            }
        }

        memory.Return();
        var upTo = blocks[^1].Last.Value;
        if (!await tables.MoveMark(shard, tail.Mark, upTo, cancellationToken).ConfigureAwait(false))
        {
            return 0;
        }

        tails.Of(shard).Merge(page.Tails[0] with { Mark = tail.Mark with { UpTo = upTo }, Blocks = [] });
        logger.Compacted(shard.Value, upTo - tail.Mark.UpTo, upTo);
        return (int)(upTo - tail.Mark.UpTo);
    }

    private static TimeSpan RestAfter(TimeSpan work) => TimeSpan.FromMilliseconds(Math.Clamp(Math.Ceiling(work.TotalMilliseconds), 1, 100));

    private static ArraySegment<Block> FirstOf(ArraySegment<Block> blocks)
    {
        var (count, records, bytes) = (1, blocks[0].Count, blocks[0].Stored.Length);
        while (count < blocks.Count && records < RoundRecordsMax && bytes < RoundBytesMax)
        {
            records += blocks[count].Count;
            bytes += blocks[count++].Stored.Length;
        }

        return blocks[..count];
    }
}
