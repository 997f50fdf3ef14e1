using Actors.Journal;
using Actors.Journal.Retention;
using Actors.Runtime.Readers;
using Actors.Runtime.Sharding;
using Actors.Schema;

namespace Actors.Runtime.Upkeep;

/// <summary>
/// Removes what retention lets go from the shards of this node: one shard after the other, in small steps with rests between them, then
/// waits for a while. What a step may remove is worked out anew for each shard, and never moves back.
/// </summary>
internal sealed class RetentionRunner(
    IJournalStore store,
    ActorModel model,
    IOwnedShards shards,
    IReadOnlyList<IProjectionRun> projections,
    RetentionOptions options,
    int commandWindow,
    TimeProvider time)
{
    private static readonly TimeSpan RestMin = TimeSpan.FromMilliseconds(1);
    private static readonly TimeSpan RestMax = TimeSpan.FromSeconds(1);
    private readonly ReaderOffsets _readers = new(store.Offsets, store.Journal.ShardCount, model, projections);

    /// <summary>Removes until the token falls.</summary>
    public async Task Run(CancellationToken cancellationToken)
    {
        while (true)
        {
            await RunOnce(cancellationToken).ConfigureAwait(false);
            await Task.Delay(options.Interval, time, cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>Removes what may go now.</summary>
    public async Task RunOnce(CancellationToken cancellationToken)
    {
        await _readers.Load(cancellationToken).ConfigureAwait(false);
        foreach (var owned in shards.Owned)
        {
            var request = new RetentionRequest
            {
                Shard = owned.Shard,
                Epoch = owned.Epoch,
                ReadUpTo = _readers.ReadUpTo(owned.Shard),
                Policy = new RetentionPolicy(model, options, commandWindow, Clock.Now(time)),
            };
            await Remove(request, cancellationToken).ConfigureAwait(false);
        }
    }

    private async Task Remove(RetentionRequest request, CancellationToken cancellationToken)
    {
        while (true)
        {
            var started = time.GetTimestamp();
            var progress = await store.Upkeep.Retain(request, cancellationToken).ConfigureAwait(false);
            if (!progress.MoreWaits)
            {
                return;
            }

            // As long as the step took, so that others find the database free half of the time.
            request = request with { Cursor = progress.Cursor };
            var took = time.GetElapsedTime(started);
            await Task.Delay(took < RestMin ? RestMin : took > RestMax ? RestMax : took, time, cancellationToken).ConfigureAwait(false);
        }
    }
}
