using Actors.Journal;
using Actors.Sharding;

namespace Actors.Hosting.Http.Events;

/// <summary>The records of one entity for one client, for as long as it stays. Holds at most one page in memory.</summary>
internal sealed class EntityEvents(ActorHttpApi api, EntityKey entity, SequenceNumber after, bool isAll, ServerSentEvents output)
{
    private static readonly TimeSpan UnavailableDelay = TimeSpan.FromSeconds(1);
    private readonly ShardId _shard = api.Journal.ShardCount.ShardOf(entity);
    private SequenceNumber _offset = after;

    private string Id => new JournalOffset(_shard, _offset).ToString();

    /// <summary>Runs until cancelled.</summary>
    public async Task Run(int recordsMax, CancellationToken cancellationToken)
    {
        while (true)
        {
            try
            {
                // What was committed up to this head is found with the entity's own records; what comes later by following the shard.
                var head = api.Tail.Head(_shard);
                while (await SendOwn(recordsMax, cancellationToken))
                {
                }

                _offset = head > _offset ? head : _offset;
                output.Heartbeat(Id);
                await output.Flush(cancellationToken);
                await Follow(recordsMax, cancellationToken);
            }
            catch (JournalUnavailableException)
            {
                output.Comment("the journal is unavailable, waiting");
                await output.Flush(cancellationToken);
                await Task.Delay(UnavailableDelay, api.Time, cancellationToken);
            }
        }
    }

    private async Task<bool> SendOwn(int limit, CancellationToken cancellationToken)
    {
        var page = (await api.Journal.ReadEntities([new EntityPosition(entity, _offset) { Limit = limit }], cancellationToken))[0];
        foreach (var record in page)
        {
            Send(record);
        }

        await output.Flush(cancellationToken);
        return page.Count == limit;
    }

    private async Task Follow(int limit, CancellationToken cancellationToken)
    {
        using var reader = api.Tail.Follow();
        while (true)
        {
            var stamp = api.Tail.Stamp;
            var records = api.Tail.Head(_shard) > _offset ? await reader.Read(_shard, _offset, limit, cancellationToken) : [];
            var hasSent = false;
            foreach (var record in records)
            {
                _offset = record.Sequence;
                if (record.Entity == entity)
                {
                    Send(record);
                    hasSent = true;
                }
            }

            if (hasSent)
            {
                await output.Flush(cancellationToken);
            }

            if (records.Count == 0)
            {
                await output.WaitBeyond(stamp, () => Id, api, cancellationToken);
            }
        }
    }

    private void Send(JournalRecord record)
    {
        _offset = record.Sequence;
        if (isAll || record.Kind == RecordKind.Event)
        {
            output.Event(Id, record);
        }
    }
}
