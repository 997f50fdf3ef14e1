using System.IO.Pipelines;
using System.Threading.Channels;
using Actors.Membership;
using Actors.Membership.Wire;
using Actors.Schema;
using Microsoft.Extensions.Logging;

namespace Actors.Cluster.Receiving;

/// <summary>Sends what a caller awaits: replies, credit and pongs, as many as are there in one write. Thread-safe.</summary>
internal sealed class ReplyWriter(NodeId caller, PipeWriter output, ILogger logger)
{
    private const int BatchBytes = 64 << 10;

    // Bounded by the messages that the caller has under way; a null only wakes the loop.
    private readonly Channel<ReceivedAsk?> _answered = Channel.CreateUnbounded<ReceivedAsk?>(new UnboundedChannelOptions { SingleReader = true });

    private readonly WireBuffer _buffer = new();
    private long _credit;
    private long _pong;
    private long _goodbye = -1;

    /// <summary>Sends a reply.</summary>
    public void Add(ReceivedAsk ask) => _answered.Writer.TryWrite(ask);

    /// <summary>Answers a ping.</summary>
    public void Pong(ulong number)
    {
        Interlocked.Exchange(ref _pong, unchecked((long)number));
        _answered.Writer.TryWrite(null);
    }

    /// <summary>Lets the caller send so many bytes more.</summary>
    public void GiveCredit(long bytes)
    {
        Interlocked.Add(ref _credit, bytes);
        _answered.Writer.TryWrite(null);
    }

    /// <summary>Tells that later messages are not looked at.</summary>
    public void SayGoodbye(ulong lastTaken)
    {
        Interlocked.Exchange(ref _goodbye, unchecked((long)lastTaken));
        _answered.Writer.TryWrite(null);
    }

    /// <summary>Lets <see cref="Run"/> end when everything is sent.</summary>
    public void End() => _answered.Writer.TryComplete();

    /// <summary>Sends until the end, or until the caller is gone.</summary>
    public async Task Run(CancellationToken cancellationToken)
    {
        try
        {
            while (await _answered.Reader.WaitToReadAsync(cancellationToken).ConfigureAwait(false))
            {
                while (_buffer.Length < BatchBytes && _answered.Reader.TryRead(out var ask))
                {
                    if (ask is not null)
                    {
                        Write(ask);
                    }
                }

                WriteNumber(FrameKind.Credit, Interlocked.Exchange(ref _credit, 0), 0);
                WriteNumber(FrameKind.Pong, Interlocked.Exchange(ref _pong, 0), 0);
                WriteNumber(FrameKind.Goodbye, Interlocked.Exchange(ref _goodbye, -1), -1);
                if (_buffer.Length > 0 && (await output.WriteAsync(_buffer.Written, cancellationToken).ConfigureAwait(false)).IsCompleted)
                {
                    return;
                }

                _buffer.Clear();
            }
        }
        catch (Exception exception) when (exception is OperationCanceledException or IOException or InvalidOperationException)
        {
            // The caller is gone, and knows that it does not know.
        }
    }

    private void WriteNumber(FrameKind kind, long number, long none)
    {
        if (number != none)
        {
            FrameCodec.Write(_buffer, kind, unchecked((ulong)number));
        }
    }

    private void Write(ReceivedAsk ask)
    {
        var place = FrameCodec.Begin(_buffer, FrameKind.Reply, ask.Number);
        var body = _buffer.Length;
        try
        {
            ReplyCodec.Encode(ask.Answer, ask.Definition!, _buffer);
            if (_buffer.Length - place > FrameCodec.LengthMax)
            {
                throw new FormatException($"It has {_buffer.Length - place} bytes; a link carries at most {FrameCodec.LengthMax}.");
            }
        }
        catch (Exception exception) when (exception is FormatException or UnknownMessageException or NotSupportedException)
        {
            logger.ReplyNotWritten(caller, exception.Message);
            _buffer.CutTo(body);
            ReplyCodec.Encode(new CommandReply { Kind = ReplyKind.Retry, Detail = exception.Message, IsUncertain = true }, ask.Definition!, _buffer);
        }

        _buffer.EndBlock(place);
    }
}
