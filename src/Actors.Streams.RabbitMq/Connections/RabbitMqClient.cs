using System.Net.Security;
using System.Security.Cryptography.X509Certificates;
using RabbitMQ.Client;

namespace Actors.Streams.RabbitMq.Connections;

/// <summary>
/// Makes connections. The client's own recovery is off: after a loss, what was delivered and not acknowledged comes again on a new
/// connection, and whoever reads must know that it is a new one.
/// </summary>
internal static class RabbitMqClient
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);
    private static readonly TimeSpan Heartbeat = TimeSpan.FromSeconds(10);

    /// <summary>Connects to one of the nodes; fails within a bounded time.</summary>
    public static Task<IConnection> Connect(RabbitMqConnection connection, string name, CancellationToken cancellationToken)
    {
        var factory = new ConnectionFactory
        {
            UserName = connection.UserName,
            Password = connection.Password(),
            VirtualHost = connection.VirtualHost,
            AutomaticRecoveryEnabled = false,
            TopologyRecoveryEnabled = false,
            RequestedHeartbeat = Heartbeat,
            RequestedConnectionTimeout = Patience,
            ContinuationTimeout = Patience,
        };
        var endpoints = connection.Nodes().Select(n => new AmqpTcpEndpoint(n.Host, n.Port, TlsOf(connection.Tls, n.Host)));
        return factory.CreateConnectionAsync([.. endpoints], name, cancellationToken);
    }

    private static SslOption TlsOf(RabbitMqTls? tls, string host)
    {
        if (tls is null)
        {
            return new SslOption { Enabled = false };
        }

        var option = new SslOption { Enabled = true, ServerName = tls.ServerName ?? host };
        if (tls.CertificateFile is not null)
        {
            option.Certs = [X509Certificate2.CreateFromPemFile(tls.CertificateFile, tls.KeyFile)];
        }

        if (tls.AuthorityFile is not null)
        {
            var authorities = new X509Certificate2Collection();
            authorities.ImportFromPemFile(tls.AuthorityFile);
            option.CertificateValidationCallback = (_, certificate, _, errors) => IsTrusted(certificate, errors, authorities);
        }

        return option;
    }

    /// <summary>Trusts what our authorities have signed for this name, and nothing else.</summary>
    private static bool IsTrusted(X509Certificate? certificate, SslPolicyErrors errors, X509Certificate2Collection authorities)
    {
        if (certificate is null || (errors & ~SslPolicyErrors.RemoteCertificateChainErrors) != SslPolicyErrors.None)
        {
            return false;
        }

        using var chain = new X509Chain();
        chain.ChainPolicy.TrustMode = X509ChainTrustMode.CustomRootTrust;
        chain.ChainPolicy.CustomTrustStore.AddRange(authorities);
        chain.ChainPolicy.RevocationMode = X509RevocationMode.NoCheck;
        using var copy = X509CertificateLoader.LoadCertificate(certificate.GetRawCertData());
        return chain.Build(copy);
    }
}
