using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography.X509Certificates;
using Actors.Hosting.Configuration;
using Microsoft.AspNetCore.Server.Kestrel.Transport.Sockets;

namespace Actors.Hosting.Listening;

/// <summary>
/// The port of the HTTP interface. It is taken before the node joins its cluster, so that the node can tell the others where it is, and served
/// only when the node is ready.
/// </summary>
internal sealed class HttpListening : IDisposable
{
    private HttpListening(Socket socket, X509Certificate2? certificate, Uri address)
    {
        Socket = socket;
        Certificate = certificate;
        Address = address;
    }

    /// <summary>The bound socket.</summary>
    public Socket Socket { get; }

    /// <summary>The certificate with its key; <see langword="null"/> without TLS.</summary>
    public X509Certificate2? Certificate { get; }

    /// <summary>Where others reach the interface.</summary>
    public Uri Address { get; }

    /// <summary>Takes the port.</summary>
    /// <exception cref="InvalidConfigurationException">Another process has it, or this machine does not have the address.</exception>
    public static HttpListening Open(ActorsOptions options)
    {
        var address = IPAddress.Parse(options.Address);
        try
        {
            var socket = SocketTransportOptions.CreateDefaultBoundListenSocket(new IPEndPoint(address, options.Port));
            var port = ((IPEndPoint)socket.LocalEndPoint!).Port;
            var certificate = HttpCertificate.Load(options.Http);
            return new HttpListening(socket, certificate, new UriBuilder(certificate is null ? "http" : "https", HostOf(options, address), port).Uri);
        }
        catch (SocketException exception) when (exception.SocketErrorCode == SocketError.AddressAlreadyInUse)
        {
            throw Fault(
                nameof(options.Port), options.Port.ToString(CultureInfo.InvariantCulture), "is taken by another process; choose another, or 0 for any");
        }
        catch (SocketException exception)
        {
            throw Fault(nameof(options.Address), options.Address, $"cannot be listened on: {exception.Message}");
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        Socket.Dispose();
        Certificate?.Dispose();
    }

    /// <summary>The name by which other nodes call: the one of the link, which they use already.</summary>
    private static string HostOf(ActorsOptions options, IPAddress address) =>
        options.Cluster?.Host ?? (address.Equals(IPAddress.Any) || address.Equals(IPAddress.IPv6Any) ? IPAddress.Loopback.ToString() : options.Address);

    private static InvalidConfigurationException Fault(string key, string value, string text) =>
        new([new ConfigurationFault($"{ActorsOptions.SectionName}:{key}", value, text)]);
}
