using Actors.Journal;
using Actors.Runtime.Sharding;

namespace Actors.Runtime.Upkeep;

/// <summary>Keeps the shards of this node compacted: one step after the other while there is work, then a look each second.</summary>
internal sealed class CompactionRunner(IJournalStore store, IShardSender shards, TimeProvider time)
{
    private static readonly TimeSpan LookAgain = TimeSpan.FromSeconds(1);

    /// <summary>Compacts until the token falls.</summary>
    public async Task Run(CancellationToken cancellationToken)
    {
        while (true)
        {
            // Shards of other nodes are theirs to compact; to do it here as well would only be double work.
            var owned = store.Journal.ShardCount.All.Where(shard => shards.EpochOf(shard) != Epoch.None).ToList();
            var progress = await store.Upkeep.Compact(owned, cancellationToken).ConfigureAwait(false);
            if (progress.MoreWaits)
            {
                await Task.Yield();
                cancellationToken.ThrowIfCancellationRequested();
            }
            else
            {
                await Task.Delay(LookAgain, time, cancellationToken).ConfigureAwait(false);
            }
        }
    }
}
