using System.Runtime.CompilerServices;
using System.Threading.Channels;
using Actors.Runtime.Supervision;
using Actors.Sharding;

namespace Actors.Runtime.Sharding;

/// <summary>
/// Sends a message to the owner of its shard and waits for the reply, within a time. What is refused for the moment is sent again,
/// at once when the shard has moved, unless that could repeat an effect. Thread-safe.
/// </summary>
/// <param name="router">Knows the way.</param>
/// <param name="time">The clock.</param>
internal sealed class ReplyExchange(ShardRouter router, TimeProvider time) : IDisposable
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
            var home = router.HomeOf(router.ShardOf(envelope.Target));
            if (!pending.Task.IsCompleted && home.Host?.TrySend(envelope) != true)
            {
                await SendWhenRoom(home, envelope, pending.Deadline, cancellationToken).ConfigureAwait(false);
            }

            var reply = await pending.Task.ConfigureAwait(false);
            return reply.Kind == ReplyKind.Retry
                ? await SendAgain(home, envelope, reply, pending.Deadline, cancellationToken).ConfigureAwait(false)
                : reply;
        }
        catch (Exception exception) when (exception is TimeoutException or ChannelClosedException)
        {
            throw new AskTimeoutException(envelope.Target, timeout);
        }
    }

    /// <summary>Sends a command whose outcome is awaited.</summary>
    public Task<Outcome> Ask(PendingOutcome pending)
    {
        _deadlines.Add(pending, pending.Timeout);
        pending.GiveUpWith(pending.CallerGivesUp);
        pending.Home = router.HomeOf(router.ShardOf(pending.Envelope.Target));
        if (!pending.Task.IsCompleted && pending.Home.Host?.TrySend(pending.Envelope) != true)
        {
            _ = SendWhenRoom(pending);
        }

        return pending.Task;
    }

    /// <summary>Sends a command again that was refused for the moment, until there is an answer other than <see cref="ReplyKind.Retry"/>.</summary>
    public Task<CommandReply> AskAgain(PendingOutcome pending, CommandReply refused) =>
        SendAgain(pending.Home, pending.Envelope, refused, pending.Deadline, pending.CallerGivesUp);

    /// <inheritdoc/>
    public void Dispose() => _deadlines.Dispose();

    private async Task<CommandReply> SendAgain(
        ShardHome home, Envelope envelope, CommandReply refused, long deadline, CancellationToken cancellationToken)
    {
        var shard = router.ShardOf(envelope.Target);
        var backoff = new RestartBackoff(TimeSpan.FromMilliseconds(5), TimeSpan.FromMilliseconds(200), time);
        while (refused.Kind == ReplyKind.Retry)
        {
            if (refused.IsUncertain && envelope is { Id: null, Replays: null, Command: not null })
            {
                throw new TimeoutException(); // It may have taken effect, and without an id nobody could tell the second from the first.
            }

            home = await NextHome(shard, home, backoff, deadline, cancellationToken).ConfigureAwait(false);
            var pending = Expect(Left(deadline), cancellationToken);
            await SendWhenRoom(home, envelope with { ReplyTo = pending }, deadline, cancellationToken).ConfigureAwait(false);
            refused = await pending.Task.ConfigureAwait(false);
        }

        return refused;
    }

    /// <summary>Waits until the shard has moved to somebody; one that has an owner who refused is asked again after a while, too.</summary>
    private async Task<ShardHome> NextHome(
        ShardId shard, ShardHome refused, RestartBackoff backoff, long deadline, CancellationToken cancellationToken)
    {
        do
        {
            var moved = router.WaitForMove(shard, refused);
            if (!moved.IsCompleted)
            {
                var wait = refused.IsNowhere ? Left(deadline) : Shorter(backoff.Next(), Left(deadline));
                await moved.WaitAsync(wait, time, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
                cancellationToken.ThrowIfCancellationRequested();
            }

            _ = Left(deadline);
            refused = router.IsClosed ? throw new TimeoutException() : router.HomeOf(shard);
        }
        while (refused.IsNowhere);
        return refused;
    }

    /// <summary>Waits for room, and leaves the queue when the time is over: callers that are gone must not pile up before a host.</summary>
    private async Task SendWhenRoom(ShardHome home, Envelope envelope, long deadline, CancellationToken cancellationToken)
    {
        var left = Left(deadline);
        using var timeIsOver = new CancellationTokenSource(left, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(timeIsOver.Token, cancellationToken);
        try
        {
            await router.Send(home, envelope, left, either.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            throw new TimeoutException();
        }
    }

    private async Task SendWhenRoom(PendingOutcome pending)
    {
        try
        {
            await SendWhenRoom(pending.Home, pending.Envelope, pending.Deadline, pending.CallerGivesUp).ConfigureAwait(false);
        }
        catch (Exception exception)
        {
            pending.Fail(exception); // Whatever it is, it belongs to the caller.
        }
    }

    private static TimeSpan Shorter(TimeSpan one, TimeSpan other) => one < other ? one : other;

    private TimeSpan Left(long deadline)
    {
        var left = time.GetElapsedTime(time.GetTimestamp(), deadline);
        return left > TimeSpan.Zero ? left : throw new TimeoutException();
    }
}
