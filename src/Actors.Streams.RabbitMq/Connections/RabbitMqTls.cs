namespace Actors.Streams.RabbitMq.Connections;

/// <summary>TLS to RabbitMQ. The server's certificate is always checked.</summary>
public sealed record RabbitMqTls
{
    /// <summary>The name that the server's certificate must have. Default: the host's.</summary>
    public string? ServerName { get; init; }

    /// <summary>A PEM file with the only authorities that are trusted. Default: the system's authorities.</summary>
    public string? AuthorityFile { get; init; }

    /// <summary>A PEM file with our own certificate. Default: none.</summary>
    public string? CertificateFile { get; init; }

    /// <summary>A PEM file with the key of our own certificate, not encrypted. Default: none.</summary>
    public string? KeyFile { get; init; }
}
