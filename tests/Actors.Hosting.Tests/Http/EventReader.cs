using System.Text.Json;
using Actors.Hosting.Tests.Node;

namespace Actors.Hosting.Tests.Http;

/// <summary>A client of event streams that keeps to the HTML standard: an id counts even when no event comes with it.</summary>
internal sealed class EventReader : IAsyncDisposable
{
    private readonly HttpResponseMessage _response;
    private readonly StreamReader _lines;
    private readonly CancellationTokenSource _deadline = new(TimeSpan.FromSeconds(30));

    private EventReader(HttpResponseMessage response, Stream body)
    {
        _response = response;
        _lines = new StreamReader(body);
    }

    public string? LastId { get; private set; }

    public int Heartbeats { get; private set; }

    public static Task<EventReader> Open(TestNode node, string path = "/events", string? lastId = null) => Open(node.Client, path, lastId);

    public static async Task<EventReader> Open(HttpClient client, string path = "/events", string? lastId = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        if (lastId is not null)
        {
            request.Headers.Add("Last-Event-ID", lastId);
        }

        var response = await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
        Assert.True(response.IsSuccessStatusCode, $"{response.StatusCode}");
        Assert.Equal("text/event-stream", response.Content.Headers.ContentType?.MediaType);
        return new EventReader(response, await response.Content.ReadAsStreamAsync());
    }

    /// <summary>The next event; <see langword="null"/> at the end of the stream.</summary>
    public async Task<(string Name, JsonElement Data)?> Next()
    {
        var (name, data) = ("", "");
        while (await _lines.ReadLineAsync(_deadline.Token) is { } line)
        {
            if (line.Length == 0 && data.Length > 0)
                return (name, JsonDocument.Parse(data).RootElement);
            var colon = line.IndexOf(": ", StringComparison.Ordinal);
            switch (colon < 0 ? "" : line[..colon])
            {
                case "id":
                    LastId = line[4..];
                    break;
                case "event":
                    name = line[7..];
                    break;
                case "data":
                    data += line[6..];
                    break;
                case "":
                    Heartbeats += line == ": heartbeat" ? 1 : 0;
                    break;
            }
        }

        return null;
    }

    /// <summary>Reads on until the id of another heartbeat has come.</summary>
    public async Task NextHeartbeat()
    {
        var before = Heartbeats;
        while (await _lines.ReadLineAsync(_deadline.Token) is { } line)
        {
            Heartbeats += line == ": heartbeat" ? 1 : 0;
            if (Heartbeats > before && line.StartsWith("id: ", StringComparison.Ordinal))
            {
                LastId = line[4..];
                return;
            }
        }
    }

    public ValueTask DisposeAsync()
    {
        _lines.Dispose();
        _response.Dispose();
        _deadline.Dispose();
        return ValueTask.CompletedTask;
    }
}
