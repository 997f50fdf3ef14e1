namespace Actors.Cluster.Tests.Drills;

/// <summary>What the death of a node with many entities in memory came to.</summary>
/// <param name="Entities">How many entities it had in memory.</param>
/// <param name="Waiting">How many of them had a command waiting.</param>
/// <param name="ClaimMs">From the kill until another node had claimed its shards.</param>
/// <param name="P50Ms">From the claim until half of the waiting commands were answered.</param>
/// <param name="P99Ms">Until 99 in 100 were.</param>
/// <param name="SlowestMs">Until all were.</param>
/// <param name="ConnectionsMax">The most connections of the claiming node at once.</param>
/// <param name="ConnectionsCap">How many it may open: those of the pool, and the one that listens.</param>
/// <param name="Unanswered">Commands without an answer.</param>
internal sealed record HotFigures(
    int Entities, int Waiting, double ClaimMs, double P50Ms, double P99Ms, double SlowestMs, int ConnectionsMax, int ConnectionsCap, int Unanswered);
