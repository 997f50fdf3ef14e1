using Actors.Sharding;

namespace Actors.Membership;

/// <summary>What a node tells with each heartbeat.</summary>
/// <param name="Node">Who it is.</param>
/// <param name="Status">Where it wants to be. The store moves it forward only: a member that was declared down stays down.</param>
/// <param name="Unreachable">The members it cannot reach.</param>
public sealed record Heartbeat(NodeId Node, MemberStatus Status, IReadOnlyList<NodeId> Unreachable)
{
    /// <summary>The shards that it cannot serve, such as those whose newest events its version does not know.</summary>
    public IReadOnlyList<ShardId> Refused { get; init; } = [];
}
