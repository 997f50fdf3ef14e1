using Actors.Projections;

namespace Actors.Operations;

/// <summary>One build of a projection, as an operator sees it.</summary>
/// <param name="Build">Its number.</param>
/// <param name="Version">The version of the code that fills it.</param>
/// <param name="Phase">Where it stands.</param>
/// <param name="Lag">How many durable records of all shards it has not applied.</param>
/// <param name="LagSeconds">How long ago the oldest of them was received, in seconds.</param>
/// <param name="Records">How many records it was given.</param>
/// <param name="IsComplete">Whether those are all up to its offsets, each once.</param>
/// <param name="ParkedEntities">Entities whose records it has set aside.</param>
/// <param name="ParkedRecords">Those records.</param>
/// <param name="Failure">Why it stands still.</param>
/// <param name="Comparison">How it compared with the active build when it had caught up.</param>
public sealed record ProjectionBuildInfo(
    int Build,
    int Version,
    BuildPhase Phase,
    long Lag,
    double LagSeconds,
    long Records,
    bool IsComplete,
    int ParkedEntities,
    long ParkedRecords,
    string? Failure,
    ProjectionComparison? Comparison);
