using System.Globalization;
using System.Net;
using Actors.Cluster;
using Actors.Cluster.Security;
using Actors.Membership;

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

    /// <summary>How often the node tells that it lives. Default 250 ms, from 20 ms to a minute. The same on every node, like all times here.</summary>
    public TimeSpan Heartbeat { get; init; } = new MembershipOptions().HeartbeatInterval;

    /// <summary>A node that has been silent for longer is declared dead. Default: four heartbeats; at least three.</summary>
    public TimeSpan? Lease { get; init; }

    /// <summary>How much earlier a node stops serving reads than the others may act. Default: a fifth of the lease; at most half of it.</summary>
    public TimeSpan? LeaseMargin { get; init; }

    /// <summary>A node that beats and that most of the others have not reached for as long is declared dead. Default: three leases; at least one.</summary>
    public TimeSpan? UnreachableTimeout { get; init; }

    /// <summary>How long a node that is dead is still shown. Default: 60 leases; at least one.</summary>
    public TimeSpan? RemoveAfter { get; init; }

    /// <summary>The times, those included that follow from others.</summary>
    internal MembershipOptions Times => new()
    {
        HeartbeatInterval = Heartbeat,
        Lease = LeaseInUse,
        LeaseMargin = LeaseMargin ?? LeaseInUse / 5,
        UnreachableTimeout = UnreachableTimeout ?? 3 * LeaseInUse,
        RemoveAfter = RemoveAfter ?? 60 * LeaseInUse,
    };

    /// <summary>The settings of the link: a connection is given up when a node would be declared dead.</summary>
    internal LinkOptions Link => new()
    {
        PingInterval = Heartbeat,
        SilenceMax = LeaseInUse,
        ListenAddress = IPAddress.Parse(Address),
        ListenPort = Port,
        Host = Host,
        Tls = CertificateFile is { } certificate ? new LinkTlsOptions(certificate, KeyFile!, AuthorityFile!) : null,
    };

    private TimeSpan LeaseInUse => Lease ?? 4 * Heartbeat;

    internal static ClusterSettings? Read(SettingsReader settings)
    {
        var defaults = new ClusterSettings();
        var read = new ClusterSettings
        {
            Port = settings.Integer(nameof(Port), defaults.Port),
            Address = settings.Text(nameof(Address), defaults.Address)!,
            Host = settings.Text(nameof(Host), null),
            OwnsShards = settings.Boolean(nameof(OwnsShards), defaults.OwnsShards),
            Heartbeat = settings.Duration(nameof(Heartbeat), defaults.Heartbeat),
            Lease = settings.OptionalDuration(nameof(Lease)),
            LeaseMargin = settings.OptionalDuration(nameof(LeaseMargin)),
            UnreachableTimeout = settings.OptionalDuration(nameof(UnreachableTimeout)),
            RemoveAfter = settings.OptionalDuration(nameof(RemoveAfter)),
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

        CheckTimes(faults);
        CheckFiles(faults);
        return faults.Faults;
    }

    private void CheckTimes(FaultCollector faults)
    {
        foreach (var (option, value, fault) in Times.Faults())
        {
            var key = option == nameof(MembershipOptions.HeartbeatInterval) ? nameof(Heartbeat) : option;
            faults.Add(key, value.ToString("c", CultureInfo.InvariantCulture), fault);
        }
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
