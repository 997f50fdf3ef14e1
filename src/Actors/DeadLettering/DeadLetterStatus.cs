namespace Actors.DeadLettering;

/// <summary>Where a dead letter stands. The numbers stand in stores and never change.</summary>
public enum DeadLetterStatus
{
    /// <summary>It waits for somebody to act.</summary>
    Waiting = 0,

    /// <summary>It was replayed, or discarded with a reason.</summary>
    Resolved = 1,
}
