using System.Net;
using System.Net.Sockets;

namespace Actors.TestKit.RabbitMq;

/// <summary>The ports of one server on the loopback address.</summary>
/// <param name="Clients">For clients (AMQP 0.9.1).</param>
/// <param name="Nodes">For other nodes; nobody uses it.</param>
/// <param name="NameServer">Of its own Erlang name server, so that servers do not meet.</param>
internal sealed record RabbitMqPorts(int Clients, int Nodes, int NameServer)
{
    /// <summary>Three ports that nobody listens on now.</summary>
    public static RabbitMqPorts Free()
    {
        var listeners = Enumerable.Range(0, 3).Select(_ => new TcpListener(IPAddress.Loopback, 0)).ToArray();
        try
        {
            foreach (var listener in listeners)
            {
                listener.Start();
            }

            return new RabbitMqPorts(PortOf(listeners[0]), PortOf(listeners[1]), PortOf(listeners[2]));
        }
        finally
        {
            foreach (var listener in listeners)
            {
                listener.Dispose();
            }
        }
    }

    private static int PortOf(TcpListener listener) => ((IPEndPoint)listener.LocalEndpoint).Port;
}
