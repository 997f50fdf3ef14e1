using Actors.Journal;
using Actors.Runtime.Sharding;

namespace Actors.Runtime.Upkeep;

/// <summary>Keeps the shards of this node compacted: one step after the other while there is work, then a look after some new records.</summary>
internal sealed class CompactionRunner(IJournalStore store, IJournalTail tail, IOwnedShards shards)
{
    // Well below what makes a shard due, and enough that the looks cost nothing.
    private const long LookAfterRecords = 1_024;

    /// <summary>Compacts until the token falls.</summary>
    public async Task Run(CancellationToken cancellationToken)
    {
        while (true)
        {
            // Shards of other nodes are theirs to compact; to do it here as well would only be double work.
            var seen = Records();
            var owned = shards.Owned.Select(o => o.Shard).ToList();
            var progress = await store.Upkeep.Compact(owned, cancellationToken).ConfigureAwait(false);
            if (progress.MoreWaits)
            {
                await Task.Yield();
                cancellationToken.ThrowIfCancellationRequested();
            }
            else
            {
                await WaitForRecords(seen, cancellationToken).ConfigureAwait(false);
            }
        }
    }

    private async Task WaitForRecords(long seen, CancellationToken cancellationToken)
    {
        while (true)
        {
            var stamp = tail.Stamp;
            if (Records() - seen >= LookAfterRecords)
            {
                return;
            }

            await tail.WaitBeyond(stamp, cancellationToken).ConfigureAwait(false);
        }
    }

    private long Records()
    {
        long records = 0;
        foreach (var shard in store.Journal.ShardCount.All)
        {
            records += tail.Head(shard).Value;
        }

        return records;
    }
}
