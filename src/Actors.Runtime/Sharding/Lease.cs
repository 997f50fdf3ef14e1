namespace Actors.Runtime.Sharding;

/// <summary>
/// How long this node may trust that no other has taken its shards without its knowledge. It decides whether reads are served; writes
/// are fenced by the journal. Thread-safe.
/// </summary>
internal sealed class Lease(TimeProvider time)
{
    private long _until = long.MinValue;

    /// <summary>Whether it holds now.</summary>
    public bool IsValid => Volatile.Read(ref _until) is var until && (until == long.MaxValue || time.GetTimestamp() < until);

    /// <summary>Lets it hold until a timestamp of the clock.</summary>
    public void Extend(long until) => Volatile.Write(ref _until, until);

    /// <summary>Lets it hold for ever: for a node that is alone by its configuration.</summary>
    public void HoldForEver() => Extend(long.MaxValue);

    /// <summary>Ends it.</summary>
    public void End() => Extend(long.MinValue);
}
