namespace Actors.Projections;

/// <summary>What becomes of an event whose handler still fails after its retries.</summary>
public enum HandlerFailure
{
    /// <summary>The build stops at it, visibly, until somebody resumes it. Nothing after it in any shard is applied.</summary>
    Stop = 0,

    /// <summary>The event becomes a dead letter, and the build goes on without it.</summary>
    Skip = 1,

    /// <summary>
    /// The event and all later ones of its entity are set aside, in order, until somebody asks for them; the other entities go on.
    /// </summary>
    Park = 2,
}
