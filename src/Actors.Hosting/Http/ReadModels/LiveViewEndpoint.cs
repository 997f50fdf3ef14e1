using System.Text.Json;
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
        using var subscription = route.View.Subscribe(context.Request.Headers["Last-Event-ID"].ToString() is { Length: > 0 } id ? id : null);
        using var ended = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted, stopping);
        var output = await ServerSentEvents.Open(context);
        try
        {
            await Follow(subscription, wants, output, ended.Token);
        }
        catch (OperationCanceledException) when (ended.IsCancellationRequested && !context.RequestAborted.IsCancellationRequested)
        {
            output.Comment("the node stops");
            await output.Flush(context.RequestAborted);
        }
    }

    private async Task Follow(
        LiveSubscription<TRow> subscription, Func<TRow, bool> wants, ServerSentEvents output, CancellationToken cancellationToken)
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
                Write(output, told, wants);
            }

            await output.Flush(cancellationToken);
            if (events.Count == 0 || events[^1].Kind == LiveEventKind.Dropped)
            {
                return;
            }
        }
    }

    private void Write(ServerSentEvents output, LiveEvent<TRow> told, Func<TRow, bool> wants)
    {
        var isWanted = told.Row is { } row && wants(row);
        var kind = told.Kind == LiveEventKind.Row && !isWanted ? LiveEventKind.Gone : told.Kind;
        if (kind == LiveEventKind.Gone && told.Id is null)
        {
            return; // Of all rows there are, those that are not wanted.
        }

        output.Event(told.Id, kind.ToString().ToLowerInvariant(), JsonAnswer.Build(w =>
        {
            w.WriteStartObject();
            if (told.Key is { } key)
            {
                w.WriteString("key", key);
            }

            if (isWanted)
            {
                w.WritePropertyName("row");
                JsonSerializer.Serialize(w, told.Row!, route.Form);
            }

            if (kind == LiveEventKind.Dropped)
            {
                w.WriteString("detail", "This client reads more slowly than the view changes. Connect again with Last-Event-ID to go on from here.");
            }

            w.WriteEndObject();
        }).WrittenSpan);
    }
}
