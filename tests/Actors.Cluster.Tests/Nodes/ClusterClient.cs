using System.Net;
using System.Net.Http.Headers;
using System.Text;
using Actors.Cluster.Tests.Programs;
using Actors.TestKit.Processes;
using Actors.TestKit.Time;

namespace Actors.Cluster.Tests.Nodes;

/// <summary>
/// Sends commands over HTTP to whichever node listens, each again and again with its key until it is answered: a node that refuses or
/// is gone is left for another one. Thread-safe.
/// </summary>
internal sealed class ClusterClient : IDisposable
{
    private static readonly TimeSpan PauseBetween = TimeSpan.FromMilliseconds(2);

    // A node that froze does not hang up: a client that waits for it longer than this goes elsewhere.
    private static readonly TimeSpan AnswerWithin = TimeSpan.FromSeconds(6);
    private readonly HttpClient _client = new(new SocketsHttpHandler { ConnectTimeout = TimeSpan.FromSeconds(2) }) { Timeout = AnswerWithin };
    private readonly NodeCluster _cluster;
    private long _retries;
    private long _refusals;

    public ClusterClient(NodeCluster cluster)
    {
        _cluster = cluster;
        _client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", BankProgram.Token);
    }

    /// <summary>How often something was sent again.</summary>
    public long Retries => Interlocked.Read(ref _retries);

    /// <summary>How often a node that listened answered 503 or not at all: what a client without retries would have seen as an error.</summary>
    public long Refusals => Interlocked.Read(ref _refusals);

    /// <summary>Sends a command until it is accepted or rejected.</summary>
    /// <param name="command">What, and for whom.</param>
    /// <param name="key">Its id.</param>
    /// <param name="first">Which node is tried first.</param>
    public async Task<ClusterAnswer> Send(ProgramCommand command, string key, int first)
    {
        var (name, json) = _cluster.Program.Model.Find(command.Entity.Type)!.Messages.Encode(command.Command);
        var path = $"/entities/{command.Entity}/commands/{name.Name}";
        var text = Encoding.UTF8.GetString(json.Span);
        var started = TimeProvider.System.GetTimestamp();
        for (var attempt = first; TimeProvider.System.GetElapsedTime(started) < NodeCluster.Patience; attempt++)
        {
            var nodes = _cluster.Listening;
            if (nodes.Count > 0 && nodes[attempt % nodes.Count] is { Address: { } address } node
                && await TryPost(node, new Uri(address, path), text, key) is { } answer)
            {
                return new ClusterAnswer(command.Entity, new CommandId(key), answer, TimeProvider.System.GetElapsedTime(started));
            }

            Interlocked.Increment(ref _retries);
            var refused = TimeProvider.System.GetTimestamp();
            await Eventually.Holds(() => TimeProvider.System.GetElapsedTime(refused) >= PauseBetween);
        }

        throw new TimeoutException($"No answer to {path} with key {key} within {NodeCluster.Patience}.\n{_cluster.Logs()}");
    }

    /// <summary>Asks one node for the state of an entity.</summary>
    /// <returns>The answer's body; <see langword="null"/> where the node does not serve it.</returns>
    public async Task<string?> TryRead(ClusterNode node, EntityKey entity)
    {
        try
        {
            using var response = await _client.GetAsync(new Uri(node.Address!, $"/entities/{entity}"));
            return response.StatusCode == HttpStatusCode.OK ? await response.Content.ReadAsStringAsync() : null;
        }
        catch (Exception exception) when (exception is HttpRequestException or TaskCanceledException or IOException)
        {
            return null;
        }
    }

    /// <summary>Closes its connections.</summary>
    public void Dispose() => _client.Dispose();

    /// <returns>The answer, or <see langword="null"/> where nobody knows what became of the command.</returns>
    private async Task<CommandAnswer?> TryPost(ClusterNode node, Uri address, string json, string key)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, address);
        request.Content = new StringContent(json, Encoding.UTF8, "application/json");
        request.Headers.Add("Idempotency-Key", key);
        try
        {
            using var response = await _client.SendAsync(request);
            var text = await response.Content.ReadAsStringAsync();
            switch (response.StatusCode)
            {
                case HttpStatusCode.OK:
                    return new CommandAnswer(true, text);
                case HttpStatusCode.UnprocessableEntity:
                    return new CommandAnswer(false, text);
                case HttpStatusCode.ServiceUnavailable:
                    break;
                default:
                    throw new InvalidOperationException($"{address} with key {key} answered {(int)response.StatusCode}: {text}\n{node.Log}");
            }
        }
        catch (Exception exception) when (exception is HttpRequestException or TaskCanceledException or IOException)
        {
            // The node is gone.
        }

        if (node.Address is not null)
        {
            Interlocked.Increment(ref _refusals);
        }

        return null;
    }
}
