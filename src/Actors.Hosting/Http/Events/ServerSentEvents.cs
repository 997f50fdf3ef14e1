using System.Buffers;
using System.IO.Pipelines;
using System.Text;
using Actors.Journal;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace Actors.Hosting.Http.Events;

/// <summary>
/// Writes the event stream format of the HTML standard. A flush waits until the client has room, so a slow client slows only its
/// own reader, and nothing piles up.
/// </summary>
internal sealed class ServerSentEvents(PipeWriter output)
{
    /// <summary>Begins an answer that lasts.</summary>
    public static async Task<ServerSentEvents> Open(HttpContext context)
    {
        context.Features.Get<IHttpResponseBodyFeature>()?.DisableBuffering();
        context.Response.ContentType = "text/event-stream";
        context.Response.Headers.CacheControl = "no-store";

        // Tells nginx not to collect the stream before it passes it on.
        context.Response.Headers["X-Accel-Buffering"] = "no";
        await context.Response.StartAsync(context.RequestAborted);
        return new ServerSentEvents(context.Response.BodyWriter);
    }

    public void Event(string id, JournalRecord record) =>
        Event(id, record.Type.Name, JsonAnswer.Build(w => RecordJson.Write(w, record)).WrittenSpan);

    public void Event(string? id, string name, ReadOnlySpan<byte> json)
    {
        if (id is not null)
        {
            Line("id", id);
        }

        Line("event", name);
        Data(json);
        Text("\n");
    }

    /// <summary>A sign of life. It has no data, so no event is raised, but the client takes the id: it need not see again what was filtered out.</summary>
    public void Heartbeat(string? id)
    {
        Comment("heartbeat");
        if (id is not null)
        {
            Line("id", id);
        }

        Text("\n");
    }

    public void Comment(string text) => Text($": {text}\n");

    /// <summary>Waits until the journal's end moves beyond a stamp; a client that waits that long for it gets a sign of life instead.</summary>
    /// <param name="stamp">The stamp of the journal's end when it was last looked at.</param>
    /// <param name="id">How far the client has come.</param>
    /// <param name="api">The journal's end, the clock, and how often a sign of life is due.</param>
    /// <param name="cancellationToken">Falls when the client has left.</param>
    public async Task WaitBeyond(long stamp, Func<string> id, ActorHttpApi api, CancellationToken cancellationToken)
    {
        using var ended = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var beyond = api.Tail.WaitBeyond(stamp, ended.Token);
        var beat = Task.Delay(api.Options.HeartbeatInterval, api.Time, ended.Token);
        var first = await Task.WhenAny(beyond, beat);
        await ended.CancelAsync();
        cancellationToken.ThrowIfCancellationRequested();
        await first;
        if (first == beat)
        {
            Heartbeat(id());
            await Flush(cancellationToken);
        }
    }

    public async Task Flush(CancellationToken cancellationToken) => await output.FlushAsync(cancellationToken);

    private void Data(ReadOnlySpan<byte> json)
    {
        // A line break may stand between the tokens of a payload, and would end the field.
        Text("data: ");
        foreach (var range in json.Split((byte)'\n'))
        {
            output.Write(json[range]);
            Text(range.End.GetOffset(json.Length) == json.Length ? "\n" : "\ndata: ");
        }
    }

    private void Line(string field, string value) => Text($"{field}: {value}\n");

    private void Text(string text) => Encoding.UTF8.GetBytes(text, output);
}
