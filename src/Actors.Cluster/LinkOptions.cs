using System.Net;
using Actors.Cluster.Security;

namespace Actors.Cluster;

/// <summary>The settings of a node's link to the others.</summary>
public sealed record LinkOptions
{
    /// <summary>The network address on which other nodes are awaited. Default: this machine only.</summary>
    public IPAddress ListenAddress { get; init; } = IPAddress.Loopback;

    /// <summary>The port on which other nodes are awaited; 0 takes any free one. Default 0.</summary>
    public int ListenPort { get; init; }

    /// <summary>
    /// The host name or address under which other nodes reach this one. Default: <see cref="ListenAddress"/>. Needed where that is
    /// <c>0.0.0.0</c>. With <see cref="Tls"/> the certificate must name it.
    /// </summary>
    public string? Host { get; init; }

    /// <summary>Mutual TLS; <see langword="null"/> talks in clear text, which is for one machine or a closed network.</summary>
    public LinkTlsOptions? Tls { get; init; }

    /// <summary>
    /// How many messages may be under way to one node before senders wait. Default 16,384: enough to keep a node busy for a tenth of a
    /// second.
    /// </summary>
    public int AsksMax { get; init; } = 16_384;

    /// <summary>
    /// How many bytes of messages from one node this one keeps while its entities are busy; with the last message it may be up to one
    /// message more. Default 4 MiB.
    /// </summary>
    public long WindowBytes { get; init; } = 4 << 20;

    /// <summary>How often each connection is tried. Default 250 ms.</summary>
    public TimeSpan PingInterval { get; init; } = TimeSpan.FromMilliseconds(250);

    /// <summary>
    /// How long the other side may be silent before the connection is given up and the node counts as unreachable. Default 1 s, the
    /// lease of a node.
    /// </summary>
    public TimeSpan SilenceMax { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>How long connecting may take. Default 2 s.</summary>
    public TimeSpan ConnectTimeout { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>The longest wait before a node is called again. The first is 20 ms, each doubles it, and chance shortens it by up to a half. Default 1 s.</summary>
    public TimeSpan BackoffMax { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>How long a stop waits for replies to messages that this node has taken. Default 5 s.</summary>
    public TimeSpan StopTimeout { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>What is wrong with these options, each fault with the name of its option; empty when nothing is.</summary>
    public IReadOnlyList<(string Option, string? Value, string Fault)> Faults()
    {
        var faults = new List<(string, string?, string)>();
        Check(ListenPort is >= 0 and <= 65_535, nameof(ListenPort), ListenPort, "must be from 0 to 65535");
        Check(AsksMax is >= 1 and <= 1_000_000, nameof(AsksMax), AsksMax, "must be from 1 to 1000000");
        Check(WindowBytes is >= 1024 and <= 1 << 30, nameof(WindowBytes), WindowBytes, "must be from 1024 to 1073741824");
        Check(PingInterval > TimeSpan.Zero, nameof(PingInterval), PingInterval, "must be above zero");
        Check(SilenceMax >= PingInterval * 2, nameof(SilenceMax), SilenceMax, $"must be at least twice {nameof(PingInterval)}: one late answer is not silence");
        Check(ConnectTimeout > TimeSpan.Zero, nameof(ConnectTimeout), ConnectTimeout, "must be above zero");
        Check(BackoffMax > TimeSpan.Zero, nameof(BackoffMax), BackoffMax, "must be above zero");
        Check(StopTimeout >= TimeSpan.Zero, nameof(StopTimeout), StopTimeout, "must not be below zero");
        Check(
            Host is not null || !(ListenAddress.Equals(IPAddress.Any) || ListenAddress.Equals(IPAddress.IPv6Any)),
            nameof(Host), Host, "must be given where the link listens on all addresses: others need one to call");
        Check(Host is null || Uri.CheckHostName(Host) != UriHostNameType.Unknown, nameof(Host), Host, "must be a host name or an IP address, without a port");
        return faults;

        void Check(bool isGood, string option, object? value, string fault)
        {
            if (!isGood)
            {
                faults.Add((option, Convert.ToString(value, System.Globalization.CultureInfo.InvariantCulture), fault));
            }
        }
    }
}
