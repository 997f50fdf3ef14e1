using Actors.Cluster.Calling;
using Actors.Cluster.Receiving;
using Actors.Cluster.Security;
using Actors.Membership;
using Actors.Membership.Wire;
using Actors.Schema;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace Actors.Cluster;

/// <summary>
/// The link of one node over HTTP/2: listens for other nodes, and calls those it follows. Each node opens one connection to each
/// other one, for its own messages and their replies, so two nodes are joined by one connection in each direction. Thread-safe.
/// </summary>
public sealed class NodeLink : INodeLink
{
    private readonly Lock _gate = new();
    private readonly ActorModel _model;
    private readonly LinkOptions _options;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;
    private readonly LinkListener _listener;
    private readonly LinkDialer _dialer;
    private volatile IReadOnlyDictionary<NodeId, LinkPeer> _peers = new Dictionary<NodeId, LinkPeer>();
    private Task _leaving = Task.CompletedTask;
    private bool _isDisposed;

    private NodeLink(ActorModel model, LinkOptions options, LinkListener listener, LinkDialer dialer, TimeProvider time, ILogger logger)
    {
        _model = model;
        _options = options;
        _listener = listener;
        _dialer = dialer;
        _time = time;
        _logger = logger;
    }

    /// <summary>Where other nodes reach this one: for its <see cref="NodeRegistration"/>.</summary>
    public Uri Address => _listener.Address;

    /// <inheritdoc/>
    public IReadOnlyList<NodeId> Unreachable => [.. _peers.Where(p => !p.Value.IsReachable).Select(p => p.Key)];

    /// <summary>How many messages of this node await a reply of each other one.</summary>
    public IReadOnlyDictionary<NodeId, int> UnderWay => _peers.ToDictionary(p => p.Key, p => p.Value.UnderWay);

    /// <summary>
    /// Starts to listen. Callers wait a moment, and are turned away then, until <see cref="Follow"/> tells who this node is, and their messages get
    /// <see cref="ReplyKind.Retry"/> until <see cref="Receive"/> tells where they go.
    /// </summary>
    /// <param name="model">The application: its messages are encoded and decoded with it.</param>
    /// <param name="options">The settings.</param>
    /// <param name="time">The clock; <see langword="null"/> takes the system's.</param>
    /// <param name="loggers">The logs; <see langword="null"/> writes none.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="ArgumentException">The options are wrong.</exception>
    /// <exception cref="IOException">The port is taken, or the files of the certificates cannot be read.</exception>
    public static Task<NodeLink> Start(
        ActorModel model,
        LinkOptions options,
        TimeProvider? time = null,
        ILoggerFactory? loggers = null,
        CancellationToken cancellationToken = default) => Start(model, options, LinkVersions.Own, time, loggers, cancellationToken);

    /// <inheritdoc/>
    public void Receive(ILinkReceiver receiver) => _listener.Receiver = receiver;

    /// <inheritdoc/>
    public bool IsConnected(NodeId node) => _peers.TryGetValue(node, out var peer) && peer.IsConnected;

    /// <inheritdoc/>
    public ValueTask Send(Member to, Envelope envelope, TimeSpan timeout, CancellationToken cancellationToken)
    {
        var replyTo = (IReplySink)envelope.ReplyTo!;
        if (!_peers.TryGetValue(to.Id, out var peer))
        {
            replyTo.Reply(CommandReply.Retry($"There is no connection to {to.Id}: this node does not follow it."));
            return ValueTask.CompletedTask;
        }

        var definition = _model.Find(envelope.Target.Type) ?? throw new UnknownMessageException(envelope.Target.Type, "message");
        var deadline = _time.GetTimestamp() + (long)(Math.Min(timeout.TotalSeconds, int.MaxValue) * _time.TimestampFrequency);
        return peer.Send(envelope, _model, new PendingAsk(envelope.Target, definition, replyTo, deadline), timeout, cancellationToken);
    }

    /// <inheritdoc/>
    public void Follow(NodeId self, IReadOnlyList<Member> members)
    {
        lock (_gate)
        {
            if (_isDisposed)
            {
                return;
            }

            var hasNewSelf = _listener.Self != self;
            _listener.Self = self;
            var wanted = members.Where(m => m.Id != self && m.Address is not null && m.Status < MemberStatus.Down).ToDictionary(m => m.Id, m => m.Address!);
            var present = _peers;
            var gone = present.Where(p => hasNewSelf || !wanted.ContainsKey(p.Key)).Select(p => p.Value).ToList();
            if (gone.Count > 0 || wanted.Count != present.Count)
            {
                _peers = wanted.ToDictionary(
                    w => w.Key,
                    w => !hasNewSelf && present.TryGetValue(w.Key, out var peer) ? peer : new LinkPeer(self, w.Key, w.Value, _dialer, _options, _time, _logger));
                _leaving = Task.WhenAll([_leaving, .. gone.Select(p => p.DisposeAsync().AsTask())]);
            }
        }
    }

    /// <summary>Says goodbye to those who call, waits for the replies they await, and hangs up.</summary>
    public async ValueTask DisposeAsync()
    {
        IEnumerable<LinkPeer> peers;
        lock (_gate)
        {
            if (_isDisposed)
            {
                return;
            }

            _isDisposed = true;
            peers = _peers.Values;
        }

        await _listener.DisposeAsync().ConfigureAwait(false);
        await Task.WhenAll([_leaving, .. peers.Select(p => p.DisposeAsync().AsTask())]).ConfigureAwait(false);
    }

    internal static async Task<NodeLink> Start(
        ActorModel model, LinkOptions options, LinkVersions versions, TimeProvider? time, ILoggerFactory? loggers, CancellationToken cancellationToken)
    {
        if (options.Faults() is { Count: > 0 } faults)
        {
            throw new ArgumentException(string.Join(' ', faults.Select(f => $"{f.Option} '{f.Value}' {f.Fault}.")), nameof(options));
        }

        var clock = time ?? TimeProvider.System;
        var logger = (loggers ?? NullLoggerFactory.Instance).CreateLogger("Actors.Cluster");
        var certificates = options.Tls is { } tls ? new LinkCertificates(tls, logger) : null;
        var listener = await LinkListener.Start(model, versions, options, certificates, clock, logger, cancellationToken).ConfigureAwait(false);
        return new NodeLink(model, options, listener, new LinkDialer(versions, options, certificates, clock), clock, logger);
    }
}
