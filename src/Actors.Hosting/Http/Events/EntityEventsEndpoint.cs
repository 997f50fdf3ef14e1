using Actors.Hosting.Http.Problems;
using Actors.Journal;
using Microsoft.AspNetCore.Http;

namespace Actors.Hosting.Http.Events;

/// <summary>
/// Follows one entity from its first event on, or from where its client was: first its own records, which cost no more than loading it,
/// then those that come. A slow client slows only its own stream.
/// </summary>
internal sealed class EntityEventsEndpoint(ActorHttpApi api, ModelRoutes routes, CancellationToken stopping)
{
    private const int RecordsMax = 100;

    public async Task Handle(HttpContext context)
    {
        var entity = EntityAddress.From(context, routes).Key;
        var after = After(context.Request, entity);
        var isAll = RequestParameters.Text(context.Request, "kinds") switch
        {
            null or "events" => false,
            "all" => true,
            var other => throw Refusals.Parameter("kinds", other, "must be events or all"),
        };
        var output = await ServerSentEvents.Open(context);
        using var ended = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted, stopping);
        var stream = new EntityEvents(api, entity, after, isAll, output);
        try
        {
            await stream.Run(RecordsMax, ended.Token);
        }
        catch (OperationCanceledException) when (ended.IsCancellationRequested && !context.RequestAborted.IsCancellationRequested)
        {
            output.Comment("the node stops");
            await output.Flush(context.RequestAborted);
        }
    }

    private SequenceNumber After(HttpRequest request, EntityKey entity)
    {
        var last = request.Headers["Last-Event-ID"].ToString();
        if (last.Length == 0)
        {
            return SequenceNumber.None;
        }

        return JournalOffset.TryParse(last, out var offset) && offset.Shard == api.Journal.ShardCount.ShardOf(entity)
            ? offset.Sequence
            : throw Refusals.Header("Last-Event-ID", "must be the id of an event of this entity");
    }
}
