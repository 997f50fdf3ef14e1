using Actors.Hosting.Http.Events;
using Actors.Runtime.LiveViews;
using Microsoft.AspNetCore.Http;

namespace Actors.Hosting.Http.ReadModels;

/// <summary>Shows a live view to one client for as long as it stays.</summary>
internal sealed class LiveViewEndpoint<TRow>(LiveViewRoute<TRow> route, HttpApiOptions options, CancellationToken stopping)
    where TRow : class
{
    private const int EventsMax = 100;

    public async Task Handle(HttpContext context)
    {
        var wants = route.Filter(context.Request);
        var lastId = context.Request.Headers["Last-Event-ID"].ToString() is { Length: > 0 } id ? id : null;
        using var subscription = route.View.Subscribe(lastId);
        using var ended = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted, stopping);
        var output = await ServerSentEvents.Open(context);
        try
        {
            await Follow(subscription, new LiveViewWriter<TRow>(output, route.Form, wants), output, ended.Token);
        }
        catch (OperationCanceledException) when (ended.IsCancellationRequested && !context.RequestAborted.IsCancellationRequested)
        {
            output.Comment("the node stops");
            await output.Flush(context.RequestAborted);
        }
    }

    private async Task Follow(
        LiveSubscription<TRow> subscription, LiveViewWriter<TRow> writer, ServerSentEvents output, CancellationToken cancellationToken)
    {
        while (true)
        {
            var reading = subscription.Read(EventsMax, cancellationToken);
            while (await Task.WhenAny(reading, Task.Delay(options.HeartbeatInterval, TimeProvider.System, cancellationToken)) != reading)
            {
                cancellationToken.ThrowIfCancellationRequested();
                output.Heartbeat(null);
                await output.Flush(cancellationToken);
            }

            var events = await reading;
            foreach (var told in events)
            {
                writer.Write(told);
            }

            await output.Flush(cancellationToken);
            if (events.Count == 0 || events[^1].Kind == LiveEventKind.Dropped)
            {
                return;
            }
        }
    }
}
