using Actors.Membership;
using Actors.Sharding;

namespace Actors.TestKit.InMemory;

/// <summary>The row of one life of a node.</summary>
internal sealed class InMemoryNode(NodeId id, NodeRegistration registration)
{
    public NodeId Id { get; } = id;

    public NodeRegistration Registration { get; } = registration;

    public MemberStatus Status { get; set; } = MemberStatus.Joining;

    /// <summary>When it last beat, as a timestamp of the tables' clock.</summary>
    public long Beat { get; set; }

    public IReadOnlyList<NodeId> Unreachable { get; set; } = [];

    public IReadOnlyList<ShardId> Refused { get; set; } = [];
}
