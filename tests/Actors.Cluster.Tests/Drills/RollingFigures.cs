namespace Actors.Cluster.Tests.Drills;

/// <summary>What restarts of all nodes, one after the other, came to.</summary>
/// <param name="Restarts">How many nodes were stopped and started again.</param>
/// <param name="Answers">How many commands were answered.</param>
/// <param name="Refused">How many a node that was up did not answer: what a client without retries would have seen fail.</param>
/// <param name="P50Ms">Half of the commands were answered within this time, retries included.</param>
/// <param name="P99Ms">99 in 100 were.</param>
/// <param name="SlowestMs">The slowest one.</param>
/// <param name="Moves">How many shards were handed off.</param>
/// <param name="UnservedP50Ms">Half of them were served by nobody for at most this time.</param>
/// <param name="UnservedP99Ms">99 in 100 were.</param>
/// <param name="UnservedMaxMs">The slowest one.</param>
/// <param name="Lost">Acknowledged commands that are not in the journal.</param>
/// <param name="Duplicated">Commands that took effect twice.</param>
/// <param name="Clean">Whether the audit found nothing else either.</param>
internal sealed record RollingFigures(
    int Restarts,
    int Answers,
    long Refused,
    double P50Ms,
    double P99Ms,
    double SlowestMs,
    int Moves,
    double UnservedP50Ms,
    double UnservedP99Ms,
    double UnservedMaxMs,
    long Lost,
    long Duplicated,
    bool Clean);
