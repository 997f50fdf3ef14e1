using Actors.Journal;
using Actors.Runtime.Supervision;
using Actors.Runtime.Telemetry;
using Actors.Schema;
using Actors.Sharding;
using Microsoft.Extensions.Logging;

namespace Actors.Runtime.Sharding;

/// <summary>Loads many entities with two queries: their snapshots, and the records after them. Replays off the shards' loop.</summary>
internal sealed class EntityLoader(
    IJournalStore store, ActorModel model, ShardOptions options, HealthBoard health, TimeProvider time, ILogger logger, NodeMetrics metrics)
{
    /// <summary>Loads entities, trying again while the journal is away. One whose records cannot be read is quarantined alone.</summary>
    public async Task<IReadOnlyList<EntityImage>> Load(IReadOnlyList<EntityKey> keys, CancellationToken cancellationToken)
    {
        var backoff = new RestartBackoff(TimeSpan.FromMilliseconds(20), TimeSpan.FromSeconds(1), time);
        var isAway = false;
        while (true)
        {
            try
            {
                var images = await LoadOnce(keys, cancellationToken).ConfigureAwait(false);
                Answered();
                return images;
            }
            catch (FormatException) when (keys.Count > 1)
            {
                Answered();
                return await LoadEach(keys, cancellationToken).ConfigureAwait(false);
            }
            catch (FormatException exception)
            {
                Answered();
                var reason = $"its records cannot be read: {exception.Message}";
                logger.EntityQuarantined(keys[0], reason);
                return [new EntityImage(keys[0], model.Find(keys[0].Type)!, options.CommandWindow) { QuarantineReason = reason }];
            }
            catch (JournalUnavailableException exception)
            {
                isAway = true; // A node that is only asked for states commits nothing: it must show this all the same.
                health.Unhealthy(BatchCommitter.Part, exception.Message);
                logger.LoadFailed($"Loading {keys.Count} entities", exception.Message);
                await backoff.Wait(cancellationToken).ConfigureAwait(false);
            }
            catch (Exception exception) when (exception is not OperationCanceledException)
            {
                // Also what nobody has foreseen: a load that ends without an answer would leave its messages waiting for ever.
                logger.LoadFailed($"Loading {keys.Count} entities", exception.Message);
                await backoff.Wait(cancellationToken).ConfigureAwait(false);
            }
        }

        void Answered()
        {
            if (isAway)
            {
                health.Healthy(BatchCommitter.Part);
            }
        }
    }

    private async Task<IReadOnlyList<EntityImage>> LoadEach(IReadOnlyList<EntityKey> keys, CancellationToken cancellationToken)
    {
        var images = new List<EntityImage>(keys.Count);
        foreach (var key in keys)
        {
            images.AddRange(await Load([key], cancellationToken).ConfigureAwait(false));
        }

        return images;
    }

    private async Task<IReadOnlyList<EntityImage>> LoadOnce(IReadOnlyList<EntityKey> keys, CancellationToken cancellationToken)
    {
        var started = metrics.Now;
        var snapshots = await store.Snapshots.Load(keys, cancellationToken).ConfigureAwait(false);
        var images = new EntityImage[keys.Count];
        for (var i = 0; i < keys.Count; i++)
        {
            images[i] = EntityRecovery.Start(keys[i], model.Find(keys[i].Type)!, snapshots[i], options.CommandWindow);
        }

        var positions = Array.ConvertAll(images, image => new EntityPosition(image.Key, image.LastSequence));
        var records = await store.Journal.ReadEntities(positions, cancellationToken).ConfigureAwait(false);
        for (var i = 0; i < images.Length; i++)
        {
            EntityRecovery.Replay(images[i], records[i]);
            if (images[i].QuarantineReason is { } reason)
            {
                logger.EntityQuarantined(images[i].Key, reason);
            }
        }

        metrics.Loaded(images.Length, started);
        return images;
    }
}
