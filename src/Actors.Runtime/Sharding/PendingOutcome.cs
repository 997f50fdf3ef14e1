using System.Threading.Channels;

namespace Actors.Runtime.Sharding;

/// <summary>
/// The outcome that whoever asks awaits. The usual reply completes it directly, without a method that waits in between; for any other
/// the region goes on.
/// </summary>
/// <param name="otherwise">Finds the outcome where the reply does not hold it.</param>
/// <param name="timeout">How long it is awaited.</param>
/// <param name="cancellationToken">Lets the caller give up.</param>
internal sealed class PendingOutcome(
    Func<PendingOutcome, CommandReply, Task<Outcome>> otherwise, TimeSpan timeout, CancellationToken cancellationToken) : AwaitedReply
{
    private readonly TaskCompletionSource<Outcome> _source = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public Task<Outcome> Task => _source.Task;

    /// <summary>How long it is awaited.</summary>
    public TimeSpan Timeout => timeout;

    /// <summary>Falls when the caller gives up.</summary>
    public CancellationToken CallerGivesUp => cancellationToken;

    /// <summary>The command. Set before anything can happen.</summary>
    public Envelope Envelope { get; set; } = null!;

    /// <summary>Where it was sent.</summary>
    public ShardHome Home { get; set; } = ShardHome.Unknown;

    public override void Reply(in CommandReply reply)
    {
        if (reply is { Kind: ReplyKind.Completed, Outcome: { } outcome })
        {
            if (_source.TrySetResult(outcome))
            {
                StopWatching();
            }
        }
        else if (!_source.Task.IsCompleted)
        {
            StopWatching(); // The way on looks after both itself.
            _ = GoOn(reply);
        }
    }

    public override void TimeOut()
    {
        if (_source.TrySetException(new AskTimeoutException(Envelope.Target, timeout)))
        {
            ForgetCaller();
        }
    }

    /// <summary>Ends the waiting with a fault.</summary>
    public void Fail(Exception exception)
    {
        _ = exception switch
        {
            OperationCanceledException => _source.TrySetCanceled(cancellationToken),
            TimeoutException or ChannelClosedException => _source.TrySetException(new AskTimeoutException(Envelope.Target, timeout)),
            _ => _source.TrySetException(exception),
        };
        StopWatching();
    }

    protected override void Cancel(CancellationToken token) => _source.TrySetCanceled(token);

    private async Task GoOn(CommandReply reply)
    {
        try
        {
            // The reply comes on the loop of a shard host, which must not run what follows.
            await System.Threading.Tasks.Task.CompletedTask.ConfigureAwait(ConfigureAwaitOptions.ForceYielding);
            _source.TrySetResult(await otherwise(this, reply).ConfigureAwait(false));
        }
        catch (Exception exception)
        {
            Fail(exception); // Whatever it is, it belongs to the caller.
        }
    }
}
