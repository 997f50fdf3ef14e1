namespace Actors.Cluster.Tests.Drills;

/// <summary>What can happen to a cluster.</summary>
internal enum ChaosFault
{
    /// <summary>A node is killed and starts again later.</summary>
    Kill,

    /// <summary>A node stands still, often for longer than its lease, and goes on.</summary>
    Freeze,

    /// <summary>A node stops in good order and starts again later.</summary>
    Restart,

    /// <summary>All nodes stop in good order and start again, one after the other.</summary>
    RollingRestart,

    /// <summary>A further node joins, or leaves.</summary>
    JoinOrLeave,

    /// <summary>The database stops in good order and starts again.</summary>
    DatabaseRestart,

    /// <summary>The database is killed and starts again later.</summary>
    DatabaseKill,

    /// <summary>The database is killed for good, its standby takes over, and gets a standby of its own.</summary>
    FailOver,

    /// <summary>A node is cut off from everybody but the clients.</summary>
    CutOff,

    /// <summary>A node is cut off from the database, in one direction or both.</summary>
    CutFromDatabase,

    /// <summary>Two nodes are cut off from each other, in one direction or both.</summary>
    CutBetweenNodes,

    /// <summary>From now on all links are slow and lossy, or good again.</summary>
    Weather,
}
