namespace Actors.Runtime.Sharding;

/// <summary>A reply that a caller awaits, until its time is over or the caller gives up.</summary>
internal sealed class PendingReply : IReplySink
{
    private readonly TaskCompletionSource<CommandReply> _source = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private CancellationTokenRegistration _givingUp;

    public Task<CommandReply> Task => _source.Task;

    /// <summary>When its time is over, as a timestamp; kept by <see cref="List"/>.</summary>
    internal long Deadline { get; set; }

    /// <summary>The list that watches its deadline, if any. Guarded by that list, like its neighbours there.</summary>
    internal DeadlineList? List { get; set; }

    internal PendingReply? Earlier { get; set; }

    internal PendingReply? Later { get; set; }

    public void Reply(in CommandReply reply)
    {
        if (_source.TrySetResult(reply))
        {
            List?.Remove(this);
            _givingUp.Unregister();
        }
    }

    /// <summary>Lets the caller give up. Called once, before the reply can come.</summary>
    public void GiveUpWith(CancellationToken cancellationToken)
    {
        _givingUp = cancellationToken.UnsafeRegister(
            static (pending, token) =>
            {
                var reply = (PendingReply)pending!;
                reply._source.TrySetCanceled(token);
                reply.List?.Remove(reply);
            },
            this);
    }

    /// <summary>Tells the caller that the time is over, unless the reply is there.</summary>
    public void TimeOut()
    {
        if (_source.TrySetException(new TimeoutException()))
        {
            _givingUp.Unregister();
        }
    }
}
