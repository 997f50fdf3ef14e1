using System.Net;
using Actors.Cluster;
using Actors.Cluster.Security;

namespace Actors.Hosting.Configuration;

/// <summary>
/// How a node takes part in a cluster: section <c>Actors:Cluster</c>. A node with this section is a member of the cluster of all nodes that use
/// the same PostgreSQL database; each needs a <see cref="ActorsOptions.NodeName"/> of its own.
/// </summary>
public sealed record ClusterSettings
{
    /// <summary>The port on which other nodes are awaited, apart from the HTTP interface. Default 5081; 0 takes any free one.</summary>
    public int Port { get; init; } = 5081;

    /// <summary>
    /// The network address on which other nodes are awaited. Default <c>127.0.0.1</c>, this machine only; <c>0.0.0.0</c> listens on all
    /// and needs <see cref="Host"/>.
    /// </summary>
    public string Address { get; init; } = "127.0.0.1";

    /// <summary>The host name or address under which other nodes reach this one. Default: <see cref="Address"/>.</summary>
    public string? Host { get; init; }

    /// <summary>Whether the node owns shards. Default <c>true</c>; one that does not only answers HTTP and sends commands on.</summary>
    public bool OwnsShards { get; init; } = true;

    /// <summary>This node's certificate for mutual TLS between nodes, in PEM. Give all three files, or none: then nodes talk in clear text.</summary>
    public string? CertificateFile { get; init; }

    /// <summary>The private key of <see cref="CertificateFile"/>, in PEM, without a password.</summary>
    public string? KeyFile { get; init; }

    /// <summary>The authorities whose nodes are trusted, in PEM.</summary>
    public string? AuthorityFile { get; init; }

    /// <summary>The settings of the link.</summary>
    internal LinkOptions Link => new()
    {
        ListenAddress = IPAddress.Parse(Address),
        ListenPort = Port,
        Host = Host,
        Tls = CertificateFile is { } certificate ? new LinkTlsOptions(certificate, KeyFile!, AuthorityFile!) : null,
    };

    internal static ClusterSettings? Read(SettingsReader settings)
    {
        var defaults = new ClusterSettings();
        var read = new ClusterSettings
        {
            Port = settings.Integer(nameof(Port), defaults.Port),
            Address = settings.Text(nameof(Address), defaults.Address)!,
            Host = settings.Text(nameof(Host), null),
            OwnsShards = settings.Boolean(nameof(OwnsShards), defaults.OwnsShards),
            CertificateFile = settings.Text(nameof(CertificateFile), null),
            KeyFile = settings.Text(nameof(KeyFile), null),
            AuthorityFile = settings.Text(nameof(AuthorityFile), null),
        };
        settings.RefuseUnknown();
        return settings.IsGiven ? read : null;
    }

    internal IReadOnlyList<ConfigurationFault> Faults(string section, bool hasPostgres)
    {
        var faults = new FaultCollector(section);
        faults.InRange(nameof(Port), Port, 0, 65_535);
        if (!hasPostgres)
        {
            faults.Add("Postgres", null, "must be given for a cluster: its nodes meet in one PostgreSQL database (the key is Actors:Postgres)");
        }

        if (!IPAddress.TryParse(Address, out var address))
        {
            faults.Add(nameof(Address), Address, "must be an IP address such as 127.0.0.1 or 0.0.0.0");
        }
        else if (Host is null && (address.Equals(IPAddress.Any) || address.Equals(IPAddress.IPv6Any)))
        {
            faults.Add(nameof(Host), Host, "must be given where the link listens on all addresses: other nodes need one to call");
        }

        if (Host is not null && Uri.CheckHostName(Host) == UriHostNameType.Unknown)
        {
            faults.Add(nameof(Host), Host, "must be a host name or an IP address, without a port");
        }

        CheckFiles(faults);
        return faults.Faults;
    }

    private void CheckFiles(FaultCollector faults)
    {
        (string Key, string? Path)[] files = [(nameof(CertificateFile), CertificateFile), (nameof(KeyFile), KeyFile), (nameof(AuthorityFile), AuthorityFile)];
        if (files.All(f => f.Path is null))
        {
            return;
        }

        foreach (var (key, path) in files)
        {
            if (path is null)
            {
                faults.Add(key, path, "must be given with the other two files of mutual TLS");
            }
            else if (!File.Exists(path))
            {
                faults.Add(key, path, "is not a file that can be read");
            }
        }
    }
}
