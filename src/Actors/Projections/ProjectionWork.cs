namespace Actors.Projections;

/// <summary>What a projection's state asks its nodes to do next, besides running its builds.</summary>
public enum ProjectionWork
{
    /// <summary>Nothing: it runs, or waits for a person.</summary>
    None = 0,

    /// <summary>To look whether the build under way has caught up with the active one.</summary>
    LookWhetherCaughtUp = 1,

    /// <summary>To compare the build that has caught up with the active one.</summary>
    Compare = 2,
}
