using System.Runtime.CompilerServices;
using System.Threading.Channels;
using Actors.Runtime.Supervision;

namespace Actors.Runtime.Sharding;

/// <summary>
/// Sends a message to its shard's host and waits for the reply, within a time. What the shard refuses for the moment is sent
/// again, unless that could repeat an effect. Thread-safe.
/// </summary>
/// <param name="hostOf">Finds the host of an entity's shard.</param>
/// <param name="time">The clock.</param>
internal sealed class ReplyExchange(Func<EntityKey, ShardHost> hostOf, TimeProvider time) : IDisposable
{
    private readonly ReplyDeadlines _deadlines = new(time);

    /// <summary>Makes the place for a reply, whose time begins now.</summary>
    public PendingReply Expect(TimeSpan timeout, CancellationToken cancellationToken)
    {
        var pending = new PendingReply();
        _deadlines.Add(pending, timeout);
        pending.GiveUpWith(cancellationToken);
        return pending;
    }

    /// <summary>Sends until there is an answer other than <see cref="ReplyKind.Retry"/>.</summary>
    /// <param name="envelope">The message; its reply goes to <paramref name="pending"/>.</param>
    /// <param name="pending">The place for the reply.</param>
    /// <param name="timeout">The time that was given, for the message of the exception.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="AskTimeoutException">The time is over, the node has stopped, or it would not be safe to send again.</exception>
    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    public async ValueTask<CommandReply> Exchange(
        Envelope envelope, PendingReply pending, TimeSpan timeout, CancellationToken cancellationToken)
    {
        try
        {
            if (!pending.Task.IsCompleted && !hostOf(envelope.Target).TrySend(envelope))
            {
                await SendWhenRoom(envelope, pending.Deadline, cancellationToken).ConfigureAwait(false);
            }

            var reply = await pending.Task.ConfigureAwait(false);
            return reply.Kind == ReplyKind.Retry
                ? await SendAgain(envelope, reply, pending.Deadline, cancellationToken).ConfigureAwait(false)
                : reply;
        }
        catch (Exception exception) when (exception is TimeoutException or ChannelClosedException)
        {
            throw new AskTimeoutException(envelope.Target, timeout);
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _deadlines.Dispose();

    private async Task<CommandReply> SendAgain(
        Envelope envelope, CommandReply refused, long deadline, CancellationToken cancellationToken)
    {
        var backoff = new RestartBackoff(TimeSpan.FromMilliseconds(5), TimeSpan.FromMilliseconds(200), time);
        while (refused.Kind == ReplyKind.Retry)
        {
            if (refused.IsUncertain && envelope is { Id: null, Replays: null, Command: not null })
            {
                throw new TimeoutException(); // It may have taken effect, and without an id nobody could tell the second from the first.
            }

            await backoff.Wait(cancellationToken).WaitAsync(Left(deadline), time, cancellationToken).ConfigureAwait(false);
            var pending = Expect(Left(deadline), cancellationToken);
            await SendWhenRoom(envelope with { ReplyTo = pending }, deadline, cancellationToken).ConfigureAwait(false);
            refused = await pending.Task.ConfigureAwait(false);
        }

        return refused;
    }

    /// <summary>Waits for room, and leaves the queue when the time is over: callers that are gone must not pile up before a host.</summary>
    private async Task SendWhenRoom(Envelope envelope, long deadline, CancellationToken cancellationToken)
    {
        using var timeIsOver = new CancellationTokenSource(Left(deadline), time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(timeIsOver.Token, cancellationToken);
        try
        {
            await hostOf(envelope.Target).Send(envelope, either.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            throw new TimeoutException();
        }
    }

    private TimeSpan Left(long deadline)
    {
        var left = time.GetElapsedTime(time.GetTimestamp(), deadline);
        return left > TimeSpan.Zero ? left : throw new TimeoutException();
    }
}
