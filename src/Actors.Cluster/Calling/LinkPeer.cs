using System.Security.Cryptography;
using Actors.Membership;
using Actors.Schema;
using Microsoft.Extensions.Logging;

namespace Actors.Cluster.Calling;

/// <summary>Another node as this one calls it: connects, and connects again, until this node stops following it. Thread-safe.</summary>
internal sealed class LinkPeer : IAsyncDisposable
{
    private static readonly TimeSpan BackoffFirst = TimeSpan.FromMilliseconds(20);
    private readonly NodeId _self;
    private readonly NodeId _node;
    private readonly Uri _address;
    private readonly LinkDialer _dialer;
    private readonly LinkOptions _options;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;
    private readonly CancellationTokenSource _ending = new();
    private readonly Task _calling;
    private volatile CallingConnection? _connection;
    private volatile string? _fault;

    public LinkPeer(NodeId self, NodeId node, Uri address, LinkDialer dialer, LinkOptions options, TimeProvider time, ILogger logger)
    {
        _self = self;
        _node = node;
        _address = address;
        _dialer = dialer;
        _options = options;
        _time = time;
        _logger = logger;
        _calling = Task.Run(Call);
    }

    /// <summary>Whether it was reached at the last try, or was not tried yet.</summary>
    public bool IsReachable => _fault is null;

    /// <summary>Whether its connection is open.</summary>
    public bool IsConnected => _connection is not null;

    /// <summary>How many messages await their reply.</summary>
    public int UnderWay => _connection?.UnderWay ?? 0;

    /// <summary>Sends a message, or replies that it cannot.</summary>
    public async ValueTask Send(Envelope envelope, ActorModel model, PendingAsk ask, TimeSpan timeout, CancellationToken cancellationToken)
    {
        if (_connection is not { } connection || !await connection.Send(envelope, model, ask, timeout, cancellationToken).ConfigureAwait(false))
        {
            ask.ReplyTo.Reply(CommandReply.Retry($"There is no connection to {_node}: {_fault ?? "it is being called"}."));
        }
    }

    /// <summary>Ends the connection and stops calling.</summary>
    public async ValueTask DisposeAsync()
    {
        await _ending.CancelAsync().ConfigureAwait(false);
        await _calling.ConfigureAwait(false);
        _ending.Dispose();
    }

    private async Task Call()
    {
        var backoff = BackoffFirst;
        while (!_ending.IsCancellationRequested)
        {
            try
            {
                var open = await _dialer.Open(_self, _node, _address, _ending.Token).ConfigureAwait(false);
                backoff = BackoffFirst;
                await Talk(open).ConfigureAwait(false);
            }
            catch (OperationCanceledException) when (_ending.IsCancellationRequested)
            {
                return;
            }
            catch (Exception exception)
            {
                Tell(exception); // Whatever it is, a link that stops trying would be worse.
            }

            await Task.Delay(Shortened(backoff), _time, _ending.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            backoff = backoff * 2 < _options.BackoffMax ? backoff * 2 : _options.BackoffMax;
        }
    }

    private async Task Talk(OpenLink open)
    {
        var connection = new CallingConnection(_node, open, _options, _time, _logger);
        _fault = null;
        _connection = connection;
        _logger.Connected(_node, _address, open.Welcome.Version);
        try
        {
            var reason = await connection.Run(_ending.Token).ConfigureAwait(false);
            _fault = connection.FellSilent ? reason : null;
        }
        finally
        {
            _connection = null;
        }
    }

    private void Tell(Exception exception)
    {
        if (exception.Message == _fault)
        {
            _logger.StillNotReached(_node, _address, exception.Message);
        }
        else if (exception is LinkRefusedException)
        {
            _logger.IsRefused(_node, _address, exception.Message);
        }
        else
        {
            _logger.NotReached(_node, _address, exception.Message);
        }

        _fault = exception.Message;
    }

    /// <summary>Nodes that lost each other at the same moment must not all call again at the same moment.</summary>
    private static TimeSpan Shortened(TimeSpan wait) => wait * (0.5 + (RandomNumberGenerator.GetInt32(1000) / 2000.0));
}
