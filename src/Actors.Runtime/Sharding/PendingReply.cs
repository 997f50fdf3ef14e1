namespace Actors.Runtime.Sharding;

/// <summary>A reply of any kind that a caller awaits.</summary>
internal sealed class PendingReply : AwaitedReply
{
    private readonly TaskCompletionSource<CommandReply> _source = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public Task<CommandReply> Task => _source.Task;

    public override void Reply(in CommandReply reply)
    {
        if (_source.TrySetResult(reply))
        {
            StopWatching();
        }
    }

    public override void TimeOut()
    {
        if (_source.TrySetException(new TimeoutException()))
        {
            ForgetCaller();
        }
    }

    protected override void Cancel(CancellationToken token) => _source.TrySetCanceled(token);
}
