using System.Net;
using System.Text;

namespace Actors.TestKit.Processes;

/// <summary>
/// A client that sends a command over HTTP again and again, with the same <c>Idempotency-Key</c>, until a node answers. Thread-safe.
/// </summary>
/// <param name="node">The node, which may be killed meanwhile.</param>
public sealed class RetryingClient(RestartingNode node) : IDisposable
{
    private static readonly TimeSpan Deadline = TimeSpan.FromMinutes(2);
    private readonly HttpClient _client = new() { Timeout = TimeSpan.FromSeconds(20) };
    private long _retries;

    /// <summary>How often something was sent again.</summary>
    public long Retries => Interlocked.Read(ref _retries);

    /// <summary>Sends a command until it is accepted or rejected.</summary>
    /// <param name="path">Such as <c>/entities/order/17/commands/cancel-order</c>.</param>
    /// <param name="json">The command.</param>
    /// <param name="key">Its id.</param>
    /// <exception cref="InvalidOperationException">The node answers something else: the command itself is wrong.</exception>
    /// <exception cref="TimeoutException">No answer for two minutes.</exception>
    public async Task<CommandAnswer> Post(string path, string json, string key)
    {
        var started = TimeProvider.System.GetTimestamp();
        while (TimeProvider.System.GetElapsedTime(started) < Deadline)
        {
            var address = await node.Address.WaitAsync(Deadline, TimeProvider.System).ConfigureAwait(false);
            if (await TryPost(new Uri(address, path), json, key).ConfigureAwait(false) is { } answer)
            {
                return answer;
            }

            Interlocked.Increment(ref _retries);
        }

        throw new TimeoutException($"No answer to {path} with key {key} within {Deadline}.");
    }

    /// <summary>Closes its connections.</summary>
    public void Dispose() => _client.Dispose();

    /// <returns>The answer, or <see langword="null"/> where nobody knows what became of the command.</returns>
    private async Task<CommandAnswer?> TryPost(Uri address, string json, string key)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, address);
        request.Content = new StringContent(json, Encoding.UTF8, "application/json");
        request.Headers.Add("Idempotency-Key", key);
        try
        {
            using var response = await _client.SendAsync(request).ConfigureAwait(false);
            var text = await response.Content.ReadAsStringAsync().ConfigureAwait(false);
            return response.StatusCode switch
            {
                HttpStatusCode.OK => new CommandAnswer(true, text),
                HttpStatusCode.UnprocessableEntity => new CommandAnswer(false, text),
                HttpStatusCode.ServiceUnavailable => null,
                var status => throw new InvalidOperationException($"{address} with key {key} answered {(int)status}: {text}"),
            };
        }
        catch (Exception exception) when (exception is HttpRequestException or TaskCanceledException or IOException)
        {
            return null;
        }
    }
}
