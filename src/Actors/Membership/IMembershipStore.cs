using Actors.Journal;

namespace Actors.Membership;

/// <summary>
/// The table of nodes, beside the journal in the same database. It keeps what nodes say and when, by its own clock; what follows from it
/// is decided by each node for itself, and only a claim of a shard (<see cref="IJournal.TryClaim"/>) makes it true. So a wrong
/// or late view costs time, never data. All members may be called concurrently, and throw
/// <see cref="JournalUnavailableException"/> when the store cannot be reached.
/// </summary>
public interface IMembershipStore
{
    /// <summary>
    /// Adds a node as <see cref="MemberStatus.Joining"/> and gives it a new incarnation. Earlier lives of the same name become
    /// <see cref="MemberStatus.Down"/> in the same transaction. Announces the change.
    /// </summary>
    Task<NodeId> Join(NodeRegistration registration, CancellationToken cancellationToken);

    /// <summary>
    /// Stamps a heartbeat with the store's clock and reads everything, in one round trip. A change of status is announced. A member that is
    /// down is not stamped any more, so that its silence tells how long it cannot have had its lease.
    /// </summary>
    /// <returns>The view after the heartbeat, the sender included; it is absent once it has been removed.</returns>
    /// <exception cref="ArgumentException">The heartbeat says that its node is down or removed.</exception>
    Task<ClusterView> Beat(Heartbeat heartbeat, CancellationToken cancellationToken);

    /// <summary>Reads everything and changes nothing.</summary>
    Task<ClusterView> Read(CancellationToken cancellationToken);

    /// <summary>Moves a member forward, such as to <see cref="MemberStatus.Down"/>. Announces the change.</summary>
    /// <remarks>A removed member is forgotten; its incarnation is never given again.</remarks>
    /// <returns>Whether it moved: <see langword="false"/> when it is unknown, or there already, or further.</returns>
    Task<bool> Move(NodeId node, MemberStatus to, CancellationToken cancellationToken);

    /// <summary>
    /// Completes when somebody has announced a change since the last call returned: a joined, moved or removed member, a claimed or
    /// released shard. Only makes things fast: an announcement may get lost, so callers also look from time to time; and a wait may end without a
    /// change, such as when a broken connection was made anew. One caller at a time.
    /// </summary>
    Task WaitForChange(CancellationToken cancellationToken);
}
