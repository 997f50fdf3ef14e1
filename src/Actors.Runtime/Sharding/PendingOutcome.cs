using System.Threading.Channels;
using Actors.Runtime.Telemetry;

namespace Actors.Runtime.Sharding;

/// <summary>
/// The outcome that whoever asks awaits. The usual reply completes it directly, without a method that waits in between; for any other
/// the region goes on.
/// </summary>
/// <param name="otherwise">Finds the outcome where the reply does not hold it.</param>
/// <param name="timeout">How long it is awaited.</param>
/// <param name="metrics">Learns how long it took; <see langword="null"/> when nobody wants to know. So no method has to wait in between for that either.</param>
/// <param name="cancellationToken">Lets the caller give up.</param>
internal sealed class PendingOutcome(
    Func<PendingOutcome, CommandReply, Task<Outcome>> otherwise, TimeSpan timeout, NodeMetrics? metrics, CancellationToken cancellationToken)
    : AwaitedReply
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
                metrics?.Asked(Started, null);
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
            metrics?.Asked(Started, "timeout");
        }
    }

    /// <summary>Ends the waiting with a fault.</summary>
    public void Fail(Exception exception)
    {
        var fault = exception is TimeoutException or ChannelClosedException ? new AskTimeoutException(Envelope.Target, timeout) : exception;
        var isFirst = fault is OperationCanceledException ? _source.TrySetCanceled(cancellationToken) : _source.TrySetException(fault);
        StopWatching();
        if (isFirst)
        {
            metrics?.Asked(Started, AskErrors.Of(fault));
        }
    }

    protected override void Cancel(CancellationToken token)
    {
        if (_source.TrySetCanceled(token))
        {
            metrics?.Asked(Started, "cancelled");
        }
    }

    private async Task GoOn(CommandReply reply)
    {
        try
        {
            // The reply comes on the loop of a shard host, which must not run what follows.
            await System.Threading.Tasks.Task.CompletedTask.ConfigureAwait(ConfigureAwaitOptions.ForceYielding);
            if (_source.TrySetResult(await otherwise(this, reply).ConfigureAwait(false)))
            {
                metrics?.Asked(Started, null);
            }
        }
        catch (Exception exception)
        {
            Fail(exception); // Whatever it is, it belongs to the caller.
        }
    }
}
