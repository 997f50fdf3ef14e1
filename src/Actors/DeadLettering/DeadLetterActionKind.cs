namespace Actors.DeadLettering;

/// <summary>What can be done about a dead letter. The numbers stand in stores and never change.</summary>
public enum DeadLetterActionKind
{
    /// <summary>It was given another payload, type or target for its replay.</summary>
    Edited = 0,

    /// <summary>A replay was begun; counts as an attempt. Without a later action of the replay its node has stopped meanwhile.</summary>
    ReplayBegun = 1,

    /// <summary>A replay was handled.</summary>
    Replayed = 2,

    /// <summary>A replay failed; the letter waits on.</summary>
    ReplayFailed = 3,

    /// <summary>It was given up, with a reason.</summary>
    Discarded = 4,
}
