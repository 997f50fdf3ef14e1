using System.Net;
using System.Text;
using Actors.Schema;

namespace Actors.Hosting;

/// <summary>
/// What a node of a cluster asks its own HTTP interface before it takes shards: the framework compiles what a request needs when the
/// first one comes, which would otherwise be one of a client. The commands are refused before they reach an entity, so nothing changes.
/// </summary>
internal static class HttpRehearsal
{
    private const int Rounds = 3;
    private static readonly TimeSpan Within = TimeSpan.FromSeconds(2);

    /// <summary>Asks. Whatever comes of it is no fault of the node.</summary>
    /// <param name="listening">Where the interface listens.</param>
    /// <param name="model">The application.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public static async Task Run(Uri listening, ActorModel model, CancellationToken cancellationToken)
    {
        using var client = new HttpClient(new SocketsHttpHandler { UseProxy = false }) { BaseAddress = Reachable(listening), Timeout = Within };
        try
        {
            for (var round = 0; round < Rounds; round++)
            {
                await Ask(client, HttpMethod.Get, "/health/ready", cancellationToken);
                foreach (var entity in model.Entities.Take(1))
                {
                    await Ask(client, HttpMethod.Get, $"/entities/{entity.Type}/rehearsal", cancellationToken);
                    var command = entity.Messages.Messages.FirstOrDefault(m => m.Role == MessageRole.Command);
                    await Ask(client, HttpMethod.Post, $"/entities/{entity.Type}/rehearsal/commands/{command?.Name.Name}", cancellationToken);
                }
            }
        }
        catch (Exception exception) when (exception is HttpRequestException or OperationCanceledException && !cancellationToken.IsCancellationRequested)
        {
            // Then the first client waits a little longer.
        }
    }

    private static async Task Ask(HttpClient client, HttpMethod method, string path, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(method, path);
        if (method == HttpMethod.Post)
        {
            request.Headers.Add("Idempotency-Key", "rehearsal");
            request.Content = new StringContent("[", Encoding.UTF8, "application/json");
        }

        using var response = await client.SendAsync(request, cancellationToken);
        _ = await response.Content.ReadAsByteArrayAsync(cancellationToken);
    }

    /// <summary>Who listens on all addresses is reached on this machine's own.</summary>
    private static Uri Reachable(Uri listening) => !IPAddress.TryParse(listening.Host.Trim('[', ']'), out var address) ? listening
        : address.Equals(IPAddress.Any) ? new UriBuilder(listening) { Host = IPAddress.Loopback.ToString() }.Uri
        : address.Equals(IPAddress.IPv6Any) ? new UriBuilder(listening) { Host = $"[{IPAddress.IPv6Loopback}]" }.Uri
        : listening;
}
