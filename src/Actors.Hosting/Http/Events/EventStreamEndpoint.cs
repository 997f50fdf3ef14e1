using System.Globalization;
using Actors.Hosting.Http.Problems;
using Actors.Journal;
using Actors.Journal.Retention;
using Actors.Sharding;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Actors.Hosting.Http.Events;

/// <summary>Opens event streams and ends them when their client goes or the node stops.</summary>
internal sealed class EventStreamEndpoint(ActorHttpApi api, ModelRoutes routes, ILogger logger, CancellationToken stopping)
{
    private ShardCount ShardCount => api.Journal.ShardCount;

    public async Task Handle(HttpContext context)
    {
        var shards = Shards(context.Request);
        var offsets = Offsets(context.Request, shards);
        var filter = EventFilter.From(context.Request, routes);
        var output = await ServerSentEvents.Open(context);
        output.Heartbeat(offsets.ToString());
        await output.Flush(context.RequestAborted);
        await Run(context, new EventStream(api, shards, offsets, filter, output, logger), shards.Count, output);
    }

    private async Task Run(HttpContext context, EventStream stream, int shards, ServerSentEvents output)
    {
        LogMessages.EventStreamOpened(logger, shards);
        using var ended = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted, stopping);
        try
        {
            await stream.Run(ended.Token);
        }
        catch (LogRemovedException exception)
        {
            // The answer has begun, so there is no status to say it with. The stream ends: the rest would look like all.
            output.Comment($"the records of shard {exception.Shard} up to {exception.UpTo} were removed by retention; ask for those after {exception.UpTo}");
            await output.Flush(context.RequestAborted);
            return;
        }
        catch (OperationCanceledException) when (ended.IsCancellationRequested)
        {
            LogMessages.EventStreamClosed(logger, stream.Sent, stopping.IsCancellationRequested ? "the node stops" : "the client left");
        }

        if (!context.RequestAborted.IsCancellationRequested)
        {
            output.Comment("the node stops");
            await output.Flush(context.RequestAborted);
        }
    }

    private List<ShardId> Shards(HttpRequest request)
    {
        var texts = RequestParameters.List(request, "shard");
        return texts.Count == 0 ? [.. ShardCount.All] : [.. texts.Select(Shard).Distinct()];
    }

    private ShardId Shard(string text) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number < ShardCount.Value
            ? new ShardId(number)
            : throw Refusals.Parameter("shard", text, $"must be a shard from 0 to {ShardCount.Value - 1}");

    private ShardOffsets Offsets(HttpRequest request, List<ShardId> shards)
    {
        // A browser that reconnects repeats the address with its parameters; where it had come to is in the header, which wins.
        if (request.Headers["Last-Event-ID"].ToString() is { Length: > 0 } last)
        {
            return ShardOffsets.Parse(last, ShardCount)
                ?? throw Refusals.Header("Last-Event-ID", "must be the id of an event of this journal");
        }

        var after = RequestParameters.Text(request, "after");
        return after switch
        {
            null or "start" => ShardOffsets.Start(ShardCount),
            "head" => Head(shards),
            _ when shards.Count == 1 && long.TryParse(after, NumberStyles.None, CultureInfo.InvariantCulture, out var number) =>
                One(shards[0], number),
            _ => ShardOffsets.Parse(after, ShardCount) ?? throw Refusals.Parameter(
                "after", after, "must be start, head, the id of an event, or with one shard the number of a record"),
        };
    }

    private ShardOffsets Head(List<ShardId> shards)
    {
        var offsets = ShardOffsets.Start(ShardCount);
        foreach (var shard in shards)
        {
            offsets[shard] = api.Tail.Head(shard);
        }

        return offsets;
    }

    private ShardOffsets One(ShardId shard, long number)
    {
        var offsets = ShardOffsets.Start(ShardCount);
        offsets[shard] = new SequenceNumber(number);
        return offsets;
    }
}
