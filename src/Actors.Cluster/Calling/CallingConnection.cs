using System.Buffers;
using Actors.Membership;
using Actors.Membership.Wire;
using Actors.Schema;
using Microsoft.Extensions.Logging;

namespace Actors.Cluster.Calling;

/// <summary>
/// One connection to another node: sends messages in batches, takes their replies, and notices when the other side falls silent. When
/// it ends, everything that waited gets <see cref="ReplyKind.Retry"/>. Thread-safe.
/// </summary>
internal sealed class CallingConnection(NodeId node, OpenLink open, LinkOptions options, TimeProvider time, ILogger logger)
{
    [ThreadStatic]
    private static WireBuffer? _scratch;

    private readonly AskWindow _window = new(open.Welcome.WindowBytes, options.AsksMax);
    private long _heardAt = time.GetTimestamp();

    /// <summary>How many messages await their reply.</summary>
    public int UnderWay => _window.Count;

    /// <summary>Whether it has ended because the other side said nothing for too long.</summary>
    public bool FellSilent { get; private set; }

    /// <summary>Sends a message.</summary>
    /// <returns><see langword="false"/> when the connection has ended: the message has not left, and got no reply.</returns>
    public async ValueTask<bool> Send(Envelope envelope, ActorModel model, PendingAsk ask, TimeSpan timeout, CancellationToken cancellationToken)
    {
        if (!TryAdd(envelope, model, ask, timeout, out var waiting))
        {
            return false;
        }

        if (waiting is not null)
        {
            await using var givingUp = cancellationToken.UnsafeRegister(static (w, token) => ((WaitingAsk)w!).GiveUp(token), waiting).ConfigureAwait(false);
            await waiting.Left.ConfigureAwait(false);
        }

        return true;
    }

    /// <summary>Carries messages and replies until the connection ends.</summary>
    /// <returns>Why it ended.</returns>
    public async Task<string> Run(CancellationToken cancellationToken)
    {
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        Task<string>[] loops = [Write(ending.Token), Read(ending.Token), Watch(ending.Token)];
        var first = await Task.WhenAny(loops).ConfigureAwait(false);
        await ending.CancelAsync().ConfigureAwait(false);
        var reason = "it failed";
        try
        {
            // Before the connection is disposed: that gives the memory of what was received to others, who must not change it while it is read.
            await Task.WhenAll(loops).ConfigureAwait(false);
            reason = await first.ConfigureAwait(false);
        }
        catch (Exception exception)
        {
            reason = $"{exception.GetType().Name}: {exception.Message}";
            throw;
        }
        finally
        {
            // Whatever has happened, nobody may wait for a reply that cannot come any more.
            await open.DisposeAsync().ConfigureAwait(false);
            var isWanted = cancellationToken.IsCancellationRequested;
            End(isWanted ? "this node stops calling it" : reason, isWanted);
        }

        return reason;
    }

    private bool TryAdd(Envelope envelope, ActorModel model, in PendingAsk ask, TimeSpan timeout, out WaitingAsk? waiting)
    {
        var scratch = _scratch ??= new WireBuffer();
        scratch.Clear();
        EnvelopeCodec.Encode(envelope, model, timeout, scratch);
        if (scratch.Length <= FrameCodec.LengthMax - 16)
        {
            return _window.TryAdd(ask, scratch.WrittenSpan, out waiting);
        }

        waiting = null;
        ask.ReplyTo.Reply(CommandReply.Retry($"The message has {scratch.Length} bytes; a link carries at most {FrameCodec.LengthMax}."));
        return true;
    }

    private void End(string reason, bool isWanted)
    {
        var untaken = new List<PendingAsk>();
        _window.Close(null, untaken);
        var uncertain = _window.TakeAll();
        if (isWanted && uncertain.Count + untaken.Count == 0)
        {
            logger.ConnectionClosed(node);
        }
        else
        {
            logger.ConnectionEnded(node, reason, uncertain.Count, untaken.Count);
        }

        Reply(untaken, new CommandReply { Kind = ReplyKind.Retry, Detail = $"The connection to {node} ended before the message left: {reason}." });
        Reply(uncertain, new CommandReply { Kind = ReplyKind.Retry, Detail = $"The connection to {node} ended: {reason}.", IsUncertain = true });
    }

    private static void Reply(IReadOnlyList<PendingAsk> asks, in CommandReply reply)
    {
        for (var i = 0; i < asks.Count; i++)
        {
            asks[i].ReplyTo.Reply(reply);
        }
    }

    private async Task<string> Write(CancellationToken cancellationToken)
    {
        try
        {
            while (await _window.Filled.Wait(cancellationToken).ConfigureAwait(false))
            {
                await open.Output.WriteAsync(_window.TakeWritten(), cancellationToken).ConfigureAwait(false);
                await open.Output.FlushAsync(cancellationToken).ConfigureAwait(false);
            }

            return "it was closed";
        }
        catch (Exception exception) when (IsBroken(exception))
        {
            return exception.Message;
        }
    }

    private async Task<string> Read(CancellationToken cancellationToken)
    {
        try
        {
            while (true)
            {
                var read = await open.Input.ReadAsync(cancellationToken).ConfigureAwait(false);
                Volatile.Write(ref _heardAt, time.GetTimestamp());
                var rest = Take(read.Buffer);
                open.Input.AdvanceTo(rest.Start, rest.End);
                if (read.IsCompleted)
                {
                    return "the other side has hung up";
                }
            }
        }
        catch (FormatException exception)
        {
            return exception.Message;
        }
        catch (Exception exception) when (IsBroken(exception))
        {
            return exception.Message;
        }
    }

    private ReadOnlySequence<byte> Take(ReadOnlySequence<byte> bytes)
    {
        while (FrameCodec.TryRead(ref bytes, out var frame))
        {
            var number = frame.Number(out var rest);
            switch (frame.Kind)
            {
                case FrameKind.Reply:
                    Complete(number, rest);
                    break;
                case FrameKind.Credit:
                    _window.AddCredit((long)Math.Min(number, long.MaxValue));
                    break;
                case FrameKind.Goodbye:
                    TakeLeave(number);
                    break;
                case FrameKind.Pong:
                    break; // That it came is what it tells.
                default:
                    throw new FormatException($"it sent a frame of the unexpected kind {(byte)frame.Kind}");
            }
        }

        return bytes;
    }

    private void Complete(ulong number, ReadOnlySpan<byte> bytes)
    {
        if (!_window.TryComplete(number, out var ask))
        {
            return; // It came after its time.
        }

        try
        {
            ask.ReplyTo.Reply(ReplyCodec.Decode(bytes, ask.Definition, ask.Entity));
        }
        catch (FormatException exception)
        {
            logger.ReplyNotRead(node, exception.Message);
            ask.ReplyTo.Reply(new CommandReply { Kind = ReplyKind.Retry, Detail = exception.Message, IsUncertain = true });
        }
    }

    /// <summary>The other node stops: what it has not looked at goes elsewhere at once, and the rest of the replies still comes.</summary>
    private void TakeLeave(ulong lastTaken)
    {
        var untaken = new List<PendingAsk>();
        _window.Close(lastTaken, untaken);
        Reply(untaken, new CommandReply { Kind = ReplyKind.Retry, Detail = $"{node} stops." });
    }

    /// <summary>Pings, gives up messages whose time is over, and ends the connection when the other side is silent.</summary>
    private async Task<string> Watch(CancellationToken cancellationToken)
    {
        var (awaited, waiting, pings) = (new List<PendingAsk>(), new List<PendingAsk>(), 0UL);
        using var timer = new PeriodicTimer(options.PingInterval, time);
        try
        {
            while (await timer.WaitForNextTickAsync(cancellationToken).ConfigureAwait(false))
            {
                if (time.GetElapsedTime(Volatile.Read(ref _heardAt)) is var silence && silence > options.SilenceMax)
                {
                    FellSilent = true;
                    return $"it has been silent for {silence.TotalMilliseconds:F0} ms";
                }

                _window.Write(FrameKind.Ping, ++pings);
                _window.TakeExpired(time.GetTimestamp(), awaited, waiting);
                Reply(awaited, new CommandReply { Kind = ReplyKind.Retry, Detail = $"{node} did not reply in time.", IsUncertain = true });
                Reply(waiting, new CommandReply { Kind = ReplyKind.Retry, Detail = $"{node} was too busy to take the message in time." });
                awaited.Clear();
                waiting.Clear();
            }
        }
        catch (OperationCanceledException)
        {
            // The connection has ended.
        }

        return "it was closed";
    }

    private static bool IsBroken(Exception exception) => exception is IOException or OperationCanceledException or HttpRequestException
        or ObjectDisposedException or InvalidOperationException;
}
