namespace Actors.Projections;

/// <summary>Where a build of a projection stands. The names stand in stores and never change.</summary>
public enum BuildPhase
{
    /// <summary>It reads the journal from its start, at a limited rate, and nobody reads it.</summary>
    Building = 0,

    /// <summary>It follows the active build and could take its place; nobody reads it.</summary>
    CaughtUp = 1,

    /// <summary>Readers see it.</summary>
    Active = 2,

    /// <summary>It was active before, and follows on, so that one command switches back to it.</summary>
    Standby = 3,
}
