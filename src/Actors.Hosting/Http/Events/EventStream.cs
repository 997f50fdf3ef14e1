using Actors.Journal;
using Actors.Sharding;
using Microsoft.Extensions.Logging;

namespace Actors.Hosting.Http.Events;

/// <summary>Follows shards from an offset on, for as long as its client stays. Holds at most one batch of one shard in memory.</summary>
internal sealed class EventStream(
    ActorHttpApi api, IReadOnlyList<ShardId> shards, ShardOffsets offsets, EventFilter filter, ServerSentEvents output, ILogger logger)
{
    private const int BatchRecordsMax = 100;
    private static readonly TimeSpan UnavailableDelay = TimeSpan.FromSeconds(1);

    /// <summary>How many records it has sent.</summary>
    public long Sent { get; private set; }

    /// <summary>Runs until cancelled.</summary>
    public async Task Run(CancellationToken cancellationToken)
    {
        while (true)
        {
            try
            {
                await Follow(cancellationToken);
            }
            catch (JournalUnavailableException exception)
            {
                // The answer has begun, so there is no status to say it with; the stream waits like everything that needs the journal.
                LogMessages.EventStreamWaits(logger, exception);
                output.Comment("the journal is unavailable, waiting");
                await output.Flush(cancellationToken);
                await Task.Delay(UnavailableDelay, api.Time, cancellationToken);
            }
        }
    }

    private async Task Follow(CancellationToken cancellationToken)
    {
        using var reader = api.Tail.Follow();
        while (true)
        {
            // The stamp is read before the heads: what is committed in between ends the wait at once.
            var stamp = api.Tail.Stamp;
            var moved = false;
            foreach (var shard in shards)
            {
                moved |= await Advance(reader, shard, cancellationToken);
            }

            if (!moved)
            {
                await output.WaitBeyond(stamp, offsets.ToString, api, cancellationToken);
            }
        }
    }

    private async Task<bool> Advance(ITailReader reader, ShardId shard, CancellationToken cancellationToken)
    {
        if (api.Tail.Head(shard) <= offsets[shard])
            return false;
        var records = await reader.Read(shard, offsets[shard], BatchRecordsMax, cancellationToken);
        foreach (var record in records)
        {
            offsets[shard] = record.Sequence;
            if (filter.Wants(record))
            {
                output.Event(offsets.ToString(), record);
                Sent++;
            }
        }

        await output.Flush(cancellationToken);
        return records.Count > 0;
    }
}
