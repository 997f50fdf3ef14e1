namespace Actors.TestKit.Postgres;

/// <summary>How a private server runs.</summary>
public sealed record PostgresServerOptions
{
    /// <summary>
    /// Whether commits wait for the disk. Default: no, which is faster; a server that is killed then loses the commits of its last
    /// moments, although it had acknowledged them. Whoever kills the server and audits what was acknowledged needs it durable.
    /// </summary>
    public bool Durable { get; init; }

    /// <summary>The most connections. Default: 200.</summary>
    public int ConnectionsMax { get; init; } = 200;

    /// <summary>The server's cache in megabytes. Default: 128.</summary>
    public int SharedBuffersMegabytes { get; init; } = 128;

    /// <summary>
    /// The address it listens on. Default: <c>127.0.0.1</c>. Whoever reaches another one is let in without a password.
    /// </summary>
    public string Address { get; init; } = "127.0.0.1";

    /// <summary>
    /// Whether <see cref="PostgresServer.ConnectionString"/> leads over the server's Unix socket instead of TCP, which costs both sides less.
    /// Default: no.
    /// </summary>
    public bool OverSocket { get; init; }

    /// <summary>The port it listens on. Default: 0, which takes any free one.</summary>
    public int Port { get; init; }

    /// <summary>
    /// A command that becomes the server's program whose words follow it, such as <c>nsenter --net=/run/netns/a</c>. Default: none.
    /// </summary>
    public IReadOnlyList<string> Launcher { get; init; } = [];
}
