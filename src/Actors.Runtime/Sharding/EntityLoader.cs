using Actors.Journal;
using Actors.Runtime.Supervision;
using Actors.Schema;
using Actors.Sharding;
using Microsoft.Extensions.Logging;

namespace Actors.Runtime.Sharding;

/// <summary>Loads many entities with two queries: their snapshots, and the records after them. Replays off the shards' loop.</summary>
internal sealed class EntityLoader(IJournalStore store, ActorModel model, ShardOptions options, TimeProvider time, ILogger logger)
{
    /// <summary>Loads entities, trying again while the journal is away.</summary>
    public async Task<IReadOnlyList<EntityImage>> Load(IReadOnlyList<EntityKey> keys, CancellationToken cancellationToken)
    {
        var backoff = new RestartBackoff(TimeSpan.FromMilliseconds(20), TimeSpan.FromSeconds(1), time);
        while (true)
        {
            try
            {
                return await LoadOnce(keys, cancellationToken).ConfigureAwait(false);
            }
            catch (JournalUnavailableException exception)
            {
                logger.LoadFailed($"Loading {keys.Count} entities", exception.Message);
                await backoff.Wait(cancellationToken).ConfigureAwait(false);
            }
        }
    }

    private async Task<IReadOnlyList<EntityImage>> LoadOnce(IReadOnlyList<EntityKey> keys, CancellationToken cancellationToken)
    {
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

        return images;
    }
}
