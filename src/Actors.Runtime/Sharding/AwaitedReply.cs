namespace Actors.Runtime.Sharding;

/// <summary>The place for a reply that a caller awaits, until its time is over or the caller gives up.</summary>
internal abstract class AwaitedReply : IReplySink
{
    private CancellationTokenRegistration _givingUp;

    /// <summary>When the waiting began, as a timestamp; 0 where it did not. Set with the deadline.</summary>
    internal long Started { get; set; }

    /// <summary>When its time is over, as a timestamp; kept by <see cref="List"/>.</summary>
    internal long Deadline { get; set; }

    /// <summary>The list that watches its deadline, if any. Guarded by that list, like its neighbours there.</summary>
    internal DeadlineList? List { get; set; }

    internal AwaitedReply? Earlier { get; set; }

    internal AwaitedReply? Later { get; set; }

    public abstract void Reply(in CommandReply reply);

    /// <summary>Tells the caller that the time is over, unless the reply is there.</summary>
    public abstract void TimeOut();

    /// <summary>Lets the caller give up. Called once, before the reply can come.</summary>
    public void GiveUpWith(CancellationToken cancellationToken)
    {
        _givingUp = cancellationToken.UnsafeRegister(
            static (awaited, token) =>
            {
                var reply = (AwaitedReply)awaited!;
                reply.Cancel(token);
                reply.List?.Remove(reply);
            },
            this);
    }

    /// <summary>Tells the caller that it gave up.</summary>
    protected abstract void Cancel(CancellationToken token);

    /// <summary>Watches the caller no longer.</summary>
    protected void ForgetCaller() => _givingUp.Unregister();

    /// <summary>Watches neither time nor caller any longer.</summary>
    protected void StopWatching()
    {
        List?.Remove(this);
        _givingUp.Unregister();
    }
}
