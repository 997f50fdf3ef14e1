using Actors.TestKit.Security;

namespace Actors.TestKit.RabbitMq;

/// <summary>How a private RabbitMQ server runs.</summary>
public sealed record RabbitMqServerOptions
{
    /// <summary>The largest message it takes, in bytes. Default: 16 MiB.</summary>
    public int MessageBytesMax { get; init; } = 16 * 1024 * 1024;

    /// <summary>
    /// Its certificate: clients come by TLS only, each with a certificate of the same authority. Default: none, and no TLS. Each start of
    /// the server copies the files.
    /// </summary>
    public CertificateFiles? Tls { get; init; }
}
