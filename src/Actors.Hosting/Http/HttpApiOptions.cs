using Actors.Hosting.Access;
using Actors.Hosting.Configuration;
using Actors.Hosting.Listening;

namespace Actors.Hosting.Http;

/// <summary>The limits of the HTTP interface. Section <c>Actors:Http</c>. Every queue and every wait is bounded.</summary>
public sealed record HttpApiOptions
{
    /// <summary>
    /// The token that callers must bring as <c>Authorization: Bearer</c>. Default: none, and then the node listens on this machine only. At
    /// least 16 characters.
    /// </summary>
    public string? Token { get; init; }

    /// <summary>A file with a line for each token: <c>TOKEN</c>, <c>NAME TOKEN</c> or <c>NAME TOKEN read-only</c>; instead of <see cref="Token"/>. It is read again while the node runs.</summary>
    public string? TokenFile { get; init; }

    /// <summary>
    /// The certificate of the interface with its chain, in PEM; with <see cref="KeyFile"/> the interface is served over HTTPS, and over nothing else.
    /// Default: none. Read at start: a renewed one needs a restart.
    /// </summary>
    public string? CertificateFile { get; init; }

    /// <summary>The private key of <see cref="CertificateFile"/>, in PEM, without a password.</summary>
    public string? KeyFile { get; init; }

    /// <summary>
    /// The authorities that the certificates of the other nodes' interfaces come from, in PEM, for questions of operators that a node passes on.
    /// Default: those that the machine trusts.
    /// </summary>
    public string? AuthorityFile { get; init; }

    /// <summary>Whether callers must bring a token.</summary>
    internal bool NeedsToken => Token is not null || TokenFile is not null;

    /// <summary>The largest request body, in bytes. Default 1 MiB; 1 KiB to 1 GiB. A larger one gets 413.</summary>
    public long RequestBytesMax { get; init; } = 1024 * 1024;

    /// <summary>
    /// How many requests are worked on at once. Default 256, several times what a journal needs to fill its batches; 1 to 100,000.
    /// Event streams and health checks do not count.
    /// </summary>
    public int ConcurrentRequestsMax { get; init; } = 256;

    /// <summary>How many more may wait for their turn. Default 1,024; 0 to 1,000,000. Beyond it a request gets 503 at once.</summary>
    public int QueuedRequestsMax { get; init; } = 1024;

    /// <summary>How many event streams may be open. Default 100, for each costs journal reads; 0 to 100,000.</summary>
    public int EventStreamsMax { get; init; } = 100;

    /// <summary>How long a command, query or state request waits for its entity. Default 5 s; 10 ms to 5 min. Then it gets 503.</summary>
    public TimeSpan AnswerTimeout { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>How long an event stream stays silent. Default 15 s, below the idle time-outs of common proxies; 10 ms to 5 min.</summary>
    public TimeSpan HeartbeatInterval { get; init; } = TimeSpan.FromSeconds(15);

    /// <summary>When a client that got 503 should try again. Default 1 s; 1 s to 1 h.</summary>
    public TimeSpan RetryAfter { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>The most entries of one page of history or dead letters. Default 1,000; 1 to 100,000.</summary>
    public int PageEntriesMax { get; init; } = 1000;

    /// <summary>What is wrong with these options; empty when nothing is.</summary>
    /// <param name="section">The prefix of the keys in the faults.</param>
    public IReadOnlyList<ConfigurationFault> Faults(string section = "Actors:Http")
    {
        var faults = new FaultCollector(section);
        faults.InRange(nameof(RequestBytesMax), RequestBytesMax, 1024, 1L << 30);
        faults.InRange(nameof(ConcurrentRequestsMax), ConcurrentRequestsMax, 1, 100_000);
        faults.InRange(nameof(QueuedRequestsMax), QueuedRequestsMax, 0, 1_000_000);
        faults.InRange(nameof(EventStreamsMax), EventStreamsMax, 0, 100_000);
        faults.InRange(nameof(AnswerTimeout), AnswerTimeout, TimeSpan.FromMilliseconds(10), TimeSpan.FromMinutes(5));
        faults.InRange(nameof(HeartbeatInterval), HeartbeatInterval, TimeSpan.FromMilliseconds(10), TimeSpan.FromMinutes(5));
        faults.InRange(nameof(RetryAfter), RetryAfter, TimeSpan.FromSeconds(1), TimeSpan.FromHours(1));
        faults.InRange(nameof(PageEntriesMax), PageEntriesMax, 1, 100_000);
        TokenSetting.Check(faults, Token, TokenFile);
        HttpCertificate.Check(faults, this);
        return faults.Faults;
    }

    /// <inheritdoc/>
    public override string ToString() => $"{nameof(HttpApiOptions)} {{ {nameof(NeedsToken)} = {NeedsToken} }}"; // Never the token.

    internal static HttpApiOptions Read(SettingsReader settings)
    {
        var defaults = new HttpApiOptions();
        var options = new HttpApiOptions
        {
            Token = settings.Text(nameof(Token), null),
            TokenFile = settings.Text(nameof(TokenFile), null),
            CertificateFile = settings.Text(nameof(CertificateFile), null),
            KeyFile = settings.Text(nameof(KeyFile), null),
            AuthorityFile = settings.Text(nameof(AuthorityFile), null),
            RequestBytesMax = settings.Number(nameof(RequestBytesMax), defaults.RequestBytesMax),
            ConcurrentRequestsMax = settings.Integer(nameof(ConcurrentRequestsMax), defaults.ConcurrentRequestsMax),
            QueuedRequestsMax = settings.Integer(nameof(QueuedRequestsMax), defaults.QueuedRequestsMax),
            EventStreamsMax = settings.Integer(nameof(EventStreamsMax), defaults.EventStreamsMax),
            AnswerTimeout = settings.Duration(nameof(AnswerTimeout), defaults.AnswerTimeout),
            HeartbeatInterval = settings.Duration(nameof(HeartbeatInterval), defaults.HeartbeatInterval),
            RetryAfter = settings.Duration(nameof(RetryAfter), defaults.RetryAfter),
            PageEntriesMax = settings.Integer(nameof(PageEntriesMax), defaults.PageEntriesMax),
        };
        settings.RefuseUnknown();
        return options;
    }
}
