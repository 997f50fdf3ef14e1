using Actors.Sharding;

namespace Actors.Membership;

/// <summary>One node as the membership store knows it.</summary>
public sealed record Member
{
    /// <summary>Which node, in which life.</summary>
    public required NodeId Id { get; init; }

    /// <summary>Where other nodes reach its link; <see langword="null"/> for a node that nobody calls.</summary>
    public required Uri? Address { get; init; }

    /// <summary>Where its HTTP interface is reached; <see langword="null"/> for a node that has none, or did not tell.</summary>
    public Uri? HttpAddress { get; init; }

    /// <summary>What it does.</summary>
    public required MemberRoles Roles { get; init; }

    /// <summary>
    /// Its own lease, as it told when it joined: for so long after its last heartbeat it may still serve reads, whatever lease the others have.
    /// <see langword="null"/> where it did not tell: an earlier release.
    /// </summary>
    public TimeSpan? Lease { get; init; }

    /// <summary>Where it is in its life.</summary>
    public required MemberStatus Status { get; init; }

    /// <summary>How long ago its last heartbeat was stored, by the store's own clock; negative while that clock is set back.</summary>
    public required TimeSpan Silence { get; init; }

    /// <summary>
    /// Another number after each heartbeat, and the same number until then: so that a heartbeat shows even when the store's clock has been
    /// set between it and the look. Only good for comparing with the number of the same member.
    /// </summary>
    public long Beat { get; init; }

    /// <summary>The nodes it cannot reach, as of its last heartbeat.</summary>
    public IReadOnlyList<NodeId> Unreachable { get; init; } = [];

    /// <summary>The shards that it cannot serve, as of its last heartbeat: they get a home on another node.</summary>
    public IReadOnlyList<ShardId> Refused { get; init; } = [];
}
