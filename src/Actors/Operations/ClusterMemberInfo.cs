namespace Actors.Operations;

/// <summary>One member of a cluster.</summary>
/// <param name="Node">This life of it, such as <c>n2#5</c>.</param>
/// <param name="Name">Its name.</param>
/// <param name="Status"><c>joining</c>, <c>up</c>, <c>leaving</c> or <c>down</c>.</param>
/// <param name="OwnsShards">Whether it may own shards.</param>
/// <param name="Shards">How many it owns.</param>
/// <param name="SilentForMilliseconds">How long ago its last heartbeat was.</param>
/// <param name="UnreachableFrom">The members that cannot reach it.</param>
/// <param name="IsUnreachable">Whether it lives by its status, and is silent for longer than its lease or reached by none of the others.</param>
/// <param name="Address">Where the other nodes reach its link.</param>
/// <param name="HttpAddress">Where its HTTP interface is reached.</param>
public sealed record ClusterMemberInfo(
    string Node,
    string Name,
    string Status,
    bool OwnsShards,
    int Shards,
    long SilentForMilliseconds,
    IReadOnlyList<string> UnreachableFrom,
    bool IsUnreachable,
    string? Address,
    string? HttpAddress);
