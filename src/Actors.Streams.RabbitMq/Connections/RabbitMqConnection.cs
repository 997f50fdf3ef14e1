using System.Globalization;

namespace Actors.Streams.RabbitMq.Connections;

/// <summary>
/// How to reach a RabbitMQ cluster. The password comes from an environment variable or a file, is read when a connection is made, and
/// appears neither in this record's text nor in any log.
/// </summary>
public sealed record RabbitMqConnection
{
    private const string DefaultUser = "guest";

    /// <summary>The nodes: <c>host:port</c>, several with commas between them; they are tried in random order.</summary>
    public required string Hosts { get; init; }

    /// <summary>The virtual host. Default: <c>/</c>.</summary>
    public string VirtualHost { get; init; } = "/";

    /// <summary>The user. Default: RabbitMQ's own <c>guest</c>, which it lets in from the same machine only.</summary>
    public string UserName { get; init; } = DefaultUser;

    /// <summary>The environment variable that holds the password.</summary>
    public string? PasswordVariable { get; init; }

    /// <summary>The file that holds the password; a line end behind it is cut off.</summary>
    public string? PasswordFile { get; init; }

    /// <summary>TLS; <see langword="null"/> connects without it. Default: without.</summary>
    public RabbitMqTls? Tls { get; init; }

    /// <summary>Host, user and virtual host only: a text of a connection may be logged.</summary>
    public override string ToString() => $"RabbitMQ at {Hosts} as {UserName} in {VirtualHost}{(Tls is null ? string.Empty : " with TLS")}";

    /// <summary>What is wrong with it; nothing when it can be used.</summary>
    internal IEnumerable<string> Faults()
    {
        foreach (var host in Hosts.Split(',').Where(h => !IsHost(h)))
        {
            yield return $"'{host}' in Hosts is not host:port.";
        }

        if (UserName != DefaultUser && PasswordVariable is null && PasswordFile is null)
        {
            yield return $"There is no password for '{UserName}': name an environment variable in PasswordVariable or a file in PasswordFile.";
        }

        if (PasswordVariable is not null && string.IsNullOrEmpty(Environment.GetEnvironmentVariable(PasswordVariable)))
        {
            yield return $"The environment variable '{PasswordVariable}', which should hold the password, is not set.";
        }

        var files = new[] { PasswordFile, Tls?.AuthorityFile, Tls?.CertificateFile, Tls?.KeyFile };
        foreach (var file in files.Where(f => f is not null && !File.Exists(f)))
        {
            yield return $"The file '{file}' does not exist.";
        }

        if (Tls is not null && (Tls.CertificateFile is null) != (Tls.KeyFile is null))
        {
            yield return "CertificateFile and KeyFile come together or not at all.";
        }
    }

    /// <summary>The nodes to try.</summary>
    internal IEnumerable<(string Host, int Port)> Nodes() => Hosts.Split(',').Select(h =>
        (h[..h.LastIndexOf(':')].Trim(), int.Parse(h[(h.LastIndexOf(':') + 1)..], CultureInfo.InvariantCulture)));

    /// <summary>Reads the password.</summary>
    internal string Password() => PasswordFile is not null
        ? File.ReadAllText(PasswordFile).TrimEnd('\r', '\n')
        : PasswordVariable is null ? DefaultUser : Environment.GetEnvironmentVariable(PasswordVariable) ?? string.Empty;

    private static bool IsHost(string text) => text.LastIndexOf(':') is > 0 and var colon
        && int.TryParse(text[(colon + 1)..], NumberStyles.None, CultureInfo.InvariantCulture, out var port) && port is > 0 and < 65536;
}
