using System.Buffers;
using System.IO.Pipelines;
using System.Threading.Channels;
using Actors.Membership;
using Actors.Membership.Wire;
using Actors.Schema;
using Microsoft.Extensions.Logging;

namespace Actors.Cluster.Receiving;

/// <summary>
/// One connection of a caller: reads its messages, hands them over in order, and sends the replies back in batches. Reading never
/// waits for entities, so pings are answered however busy those are; the caller's window bounds what is read and not handed over.
/// </summary>
internal sealed class ReceivingConnection(
    NodeId caller,
    PipeReader input,
    PipeWriter output,
    ActorModel model,
    Func<ILinkReceiver?> receiver,
    LinkOptions options,
    TimeProvider time,
    ILogger logger)
{
    /// <summary>How many silences of the caller's own measure pass before it is taken for gone.</summary>
    private const int SilencesMax = 5;

    private readonly Channel<ReceivedAsk> _arrived = Channel.CreateUnbounded<ReceivedAsk>(
        new UnboundedChannelOptions { SingleReader = true, SingleWriter = true });

    private readonly TaskCompletionSource _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly ReplyWriter _replies = new(caller, output, logger);
    private long _room = options.WindowBytes;
    private long _heardAt = time.GetTimestamp();
    private ulong _lastTaken;
    private int _inHand;

    /// <summary>Completes when it has ended.</summary>
    public Task Ended => _ended.Task;

    /// <summary>Takes a reply. Called on the loop of a shard's host: it does not wait.</summary>
    public void Answer(ReceivedAsk ask)
    {
        Interlocked.Decrement(ref _inHand);
        _replies.Add(ask);
    }

    /// <summary>Carries messages and replies until the caller hangs up, or this node stops.</summary>
    /// <param name="stopping">Takes nothing more, and ends once the replies are out.</param>
    /// <param name="aborted">Ends at once.</param>
    public async Task Run(CancellationToken stopping, CancellationToken aborted)
    {
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(aborted);
        using var taking = CancellationTokenSource.CreateLinkedTokenSource(stopping, ending.Token);
        var writing = _replies.Run(ending.Token);
        var handing = HandOver(taking.Token);
        var watching = Watch(taking.Token);
        var reading = Read(taking.Token);
        await Task.WhenAny(reading, writing, handing, watching).ConfigureAwait(false);
        await taking.CancelAsync().ConfigureAwait(false);
        var reason = await reading.ConfigureAwait(false) ?? await watching.ConfigureAwait(false) ?? "this node stops";
        await handing.ConfigureAwait(false);
        if (stopping.IsCancellationRequested && !writing.IsCompleted)
        {
            _replies.SayGoodbye(_lastTaken);
            await WaitForReplies(aborted).ConfigureAwait(false);
        }
        else
        {
            await ending.CancelAsync().ConfigureAwait(false);
        }

        _replies.End();
        await writing.ConfigureAwait(false);
        await ending.CancelAsync().ConfigureAwait(false);
        logger.CallerGone(caller, reason);
        _ended.TrySetResult();
    }

    private async Task WaitForReplies(CancellationToken aborted)
    {
        var started = time.GetTimestamp();
        while (Volatile.Read(ref _inHand) > 0 && time.GetElapsedTime(started) < options.StopTimeout && !aborted.IsCancellationRequested)
        {
            await Task.Delay(TimeSpan.FromMilliseconds(5), time, CancellationToken.None).ConfigureAwait(false);
        }
    }

    private async Task<string?> Read(CancellationToken cancellationToken)
    {
        try
        {
            while (true)
            {
                var read = await input.ReadAsync(cancellationToken).ConfigureAwait(false);
                Volatile.Write(ref _heardAt, time.GetTimestamp());
                var rest = Take(read.Buffer);
                input.AdvanceTo(rest.Start, rest.End);
                if (read.IsCompleted)
                {
                    return "it has hung up";
                }
            }
        }
        catch (FormatException exception)
        {
            return exception.Message;
        }
        catch (OperationCanceledException)
        {
            return null;
        }
        catch (Exception exception) when (exception is IOException or InvalidOperationException)
        {
            return exception.Message;
        }
        finally
        {
            _arrived.Writer.TryComplete();
        }
    }

    private ReadOnlySequence<byte> Take(ReadOnlySequence<byte> bytes)
    {
        while (FrameCodec.TryRead(ref bytes, out var frame))
        {
            var number = frame.Number(out var body);
            switch (frame.Kind)
            {
                case FrameKind.Ask:
                    TakeAsk(number, body);
                    break;
                case FrameKind.Ping:
                    _replies.Pong(number);
                    break;
                default:
                    throw new FormatException($"it sent a frame of the unexpected kind {(byte)frame.Kind}");
            }
        }

        return bytes;
    }

    private void TakeAsk(ulong number, ReadOnlySpan<byte> body)
    {
        if (Interlocked.Add(ref _room, -body.Length) + body.Length <= 0)
        {
            throw new FormatException("it sent more than its window allows");
        }

        Interlocked.Increment(ref _inHand);
        ReceivedAsk ask;
        try
        {
            var (envelope, remaining) = EnvelopeCodec.Decode(body, model);
            ask = new ReceivedAsk(this, number, body.Length, _heardAt + (long)(remaining.TotalSeconds * time.TimestampFrequency))
            {
                Definition = model.Find(envelope.Target.Type),
            };
            ask.Envelope = envelope with { ReplyTo = ask };
        }
        catch (FormatException exception)
        {
            logger.MessageNotRead(caller, exception.Message);
            ask = new ReceivedAsk(this, number, body.Length, _heardAt);
            ask.Reply(CommandReply.Retry(exception.Message));
        }

        _arrived.Writer.TryWrite(ask);
    }

    private async Task HandOver(CancellationToken cancellationToken)
    {
        var owed = 0L;
        try
        {
            await foreach (var ask in _arrived.Reader.ReadAllAsync(cancellationToken).ConfigureAwait(false))
            {
                _lastTaken = ask.Number;
                if (ask.Envelope is { } envelope)
                {
                    await HandOver(ask, envelope, cancellationToken).ConfigureAwait(false);
                }

                owed += ask.Bytes;
                if (owed >= options.WindowBytes / 4)
                {
                    Interlocked.Add(ref _room, owed);
                    _replies.GiveCredit(owed);
                    owed = 0;
                }
            }
        }
        catch (OperationCanceledException)
        {
            // What has not been handed over was not looked at; the caller is told so.
        }
    }

    private async ValueTask HandOver(ReceivedAsk ask, Envelope envelope, CancellationToken cancellationToken)
    {
        try
        {
            if (receiver() is not { } taker)
            {
                ask.Reply(CommandReply.Retry("The node is starting."));
            }
            else if (time.GetTimestamp() > ask.Deadline)
            {
                ask.Reply(CommandReply.Retry("Its time was over before its entity could take it."));
            }
            else
            {
                await taker.Receive(envelope, cancellationToken).ConfigureAwait(false);
            }
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            ask.Reply(CommandReply.Retry("The node stops."));
            throw;
        }
        catch (ChannelClosedException)
        {
            ask.Reply(CommandReply.Retry("The node stops."));
        }
        catch (Exception exception)
        {
            logger.NotHandedOver(exception, caller); // One message must not end the connection of all.
            ask.Reply(new CommandReply { Kind = ReplyKind.Retry, Detail = exception.Message, IsUncertain = true });
        }
    }

    /// <summary>Ends the connection of a caller that is gone without a word: its node has lost power, or the network is cut.</summary>
    private async Task<string?> Watch(CancellationToken cancellationToken)
    {
        using var timer = new PeriodicTimer(options.SilenceMax, time);
        try
        {
            while (await timer.WaitForNextTickAsync(cancellationToken).ConfigureAwait(false))
            {
                if (time.GetElapsedTime(Volatile.Read(ref _heardAt)) > options.SilenceMax * SilencesMax)
                {
                    return "it has been silent for too long";
                }
            }
        }
        catch (OperationCanceledException)
        {
            // The connection has ended.
        }

        return null;
    }
}
