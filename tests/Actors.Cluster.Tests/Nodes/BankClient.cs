using System.Net;
using System.Text;
using Actors.Schema;
using Actors.TestKit.Processes;
using Actors.TestKit.Time;
using SmallBank;

namespace Actors.Cluster.Tests.Nodes;

/// <summary>
/// Sends commands over HTTP to whichever node listens, each again and again with its key until it is answered: a node that refuses or
/// is gone is left for another one. Thread-safe.
/// </summary>
internal sealed class BankClient(BankCluster cluster) : IDisposable
{
    private static readonly ActorModel Model = SmallBankModel.Create();
    private static readonly TimeSpan PauseBetween = TimeSpan.FromMilliseconds(2);

    // A node that froze does not hang up: a client that waits for it longer than this goes elsewhere.
    private static readonly TimeSpan AnswerWithin = TimeSpan.FromSeconds(6);
    private readonly HttpClient _client = new(new SocketsHttpHandler { ConnectTimeout = TimeSpan.FromSeconds(2) }) { Timeout = AnswerWithin };
    private long _retries;
    private long _refusals;

    /// <summary>How often something was sent again.</summary>
    public long Retries => Interlocked.Read(ref _retries);

    /// <summary>How often a node that listened answered 503 or not at all: what a client without retries would have seen as an error.</summary>
    public long Refusals => Interlocked.Read(ref _refusals);

    /// <summary>Sends a command until it is accepted or rejected.</summary>
    /// <param name="account">For whom.</param>
    /// <param name="command">What.</param>
    /// <param name="key">Its id.</param>
    /// <param name="first">Which node is tried first.</param>
    public async Task<BankAnswer> Send(string account, AccountCommand command, string key, int first)
    {
        var entity = new EntityKey(Account.Type, new EntityId(account));
        var (name, json) = Model.Find(Account.Type)!.Messages.Encode(command);
        var path = $"/entities/{entity}/commands/{name.Name}";
        var text = Encoding.UTF8.GetString(json.Span);
        var started = TimeProvider.System.GetTimestamp();
        for (var attempt = first; TimeProvider.System.GetElapsedTime(started) < BankCluster.Patience; attempt++)
        {
            var nodes = cluster.Listening;
            if (nodes.Count > 0 && nodes[attempt % nodes.Count] is { Address: { } address } node
                && await TryPost(node, new Uri(address, path), text, key) is { } answer)
            {
                return new BankAnswer(entity, new CommandId(key), answer, TimeProvider.System.GetElapsedTime(started));
            }

            Interlocked.Increment(ref _retries);
            var refused = TimeProvider.System.GetTimestamp();
            await Eventually.Holds(() => TimeProvider.System.GetElapsedTime(refused) >= PauseBetween);
        }

        throw new TimeoutException($"No answer to {path} with key {key} within {BankCluster.Patience}.\n{cluster.Logs()}");
    }

    /// <summary>Closes its connections.</summary>
    public void Dispose() => _client.Dispose();

    /// <returns>The answer, or <see langword="null"/> where nobody knows what became of the command.</returns>
    private async Task<CommandAnswer?> TryPost(BankNode node, Uri address, string json, string key)
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
