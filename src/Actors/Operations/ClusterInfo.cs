namespace Actors.Operations;

/// <summary>A cluster as one of its nodes knows it.</summary>
/// <param name="Node">The node that tells it.</param>
/// <param name="Self">This life of that node, such as <c>n1#3</c>; <see langword="null"/> for one that is alone or has not joined.</param>
/// <param name="HasLease">Whether that node may serve reads.</param>
/// <param name="Members">Every member that is not removed; none for a node that is alone.</param>
/// <param name="Shards">Every shard with its owner.</param>
public sealed record ClusterInfo(
    string Node, string? Self, bool HasLease, IReadOnlyList<ClusterMemberInfo> Members, IReadOnlyList<ClusterShardInfo> Shards)
{
    /// <summary>What is wrong, for people; empty when nothing is.</summary>
    public IReadOnlyList<string> Faults() =>
    [
        .. Members.Where(m => m.IsUnreachable).Select(m => $"{m.Node} is unreachable"),
        .. Members.Where(m => m.Status == "down").Select(m => $"{m.Node} is down"),
        .. Shards.Count(s => !s.IsServed) is > 0 and var lost ? [$"{lost} shards have no living owner"] : Array.Empty<string>(),
        .. HasLease ? Array.Empty<string>() : [$"{Node} has no lease"],
    ];
}
