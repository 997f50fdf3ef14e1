using RabbitMQ.Client;

namespace Actors.Streams.RabbitMq.Connections;

/// <summary>Ends connections whatever state they are in.</summary>
internal static class Closing
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    /// <summary>Ends a connection without failing; its unacknowledged deliveries go back to their queues.</summary>
    public static async Task Abort(IConnection connection, IChannel? channel)
    {
        try
        {
            await connection.AbortAsync(Patience).ConfigureAwait(false);
            if (channel is not null)
            {
                await channel.DisposeAsync().ConfigureAwait(false);
            }

            await connection.DisposeAsync().ConfigureAwait(false);
        }
        catch (Exception) // It was broken already; there is nothing left to end.
        {
        }
    }
}
