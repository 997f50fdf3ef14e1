namespace Actors.Operations;

/// <summary>What an ingress does at the moment.</summary>
public enum IngressState
{
    /// <summary>It reads.</summary>
    Running = 0,

    /// <summary>Somebody has paused it; it keeps its partitions.</summary>
    Paused = 1,

    /// <summary>It has failed and is tried again after a wait.</summary>
    Retrying = 2,

    /// <summary>It has failed so often that its circuit breaker is open: it reads nothing until the next trial.</summary>
    Broken = 3,

    /// <summary>Its circuit breaker tries whether it works again.</summary>
    Trial = 4,

    /// <summary>Its source no longer holds what comes next; it stands still until somebody accepts that.</summary>
    Reset = 5,

    /// <summary>It has ended.</summary>
    Ended = 6,
}
