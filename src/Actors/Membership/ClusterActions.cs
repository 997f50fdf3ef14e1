using Actors.Journal;

namespace Actors.Membership;

/// <summary>What a <see cref="ClusterMachine"/> asks its driver to do. The driver carries the actions out and clears them after each step.</summary>
internal sealed class ClusterActions
{
    /// <summary>Join the store; answered by <see cref="ClusterMachine.Joined"/> or <see cref="ClusterMachine.JoinFailed"/>.</summary>
    public bool MustJoin { get; set; }

    /// <summary>Send it; answered by <see cref="ClusterMachine.Beaten"/> or <see cref="ClusterMachine.BeatFailed"/>.</summary>
    public Heartbeat? Heartbeat { get; set; }

    /// <summary>Members to move on. Needs no answer: what failed is asked for again.</summary>
    public List<MemberMove> Moves { get; } = [];

    /// <summary>Shards to claim, at these rows; answered by <see cref="ClusterMachine.Claimed"/> or <see cref="ClusterMachine.ClaimFailed"/>.</summary>
    public List<ShardHead> Claims { get; } = [];

    /// <summary>
    /// Shards to hand off: take nothing more, commit what is in hand, release under this epoch; then
    /// <see cref="ClusterMachine.HandedOff"/>, or <see cref="ClusterMachine.Fenced"/>. Asked for once; the driver sees it through.
    /// </summary>
    public List<ShardHead> HandOffs { get; } = [];

    /// <summary>Rows that name this node for a shard that it does not serve: release them. Needs no answer.</summary>
    public List<ShardHead> Releases { get; } = [];

    /// <summary>Shards that others have taken: stop serving them at once.</summary>
    public List<LostShard> Lost { get; } = [];

    /// <summary>The lease ran out: no reads until it is back. Shards stay; their commits are fenced if somebody takes them.</summary>
    public bool IsLeaseLost { get; set; }

    /// <summary>This life was declared over; <see cref="Lost"/> holds its shards. A new one begins by itself.</summary>
    public bool IsRemoved { get; set; }

    /// <summary>The node has left: nothing is its any more, and nothing more will be asked for.</summary>
    public bool HasLeft { get; set; }

    /// <summary>Forgets all of them.</summary>
    public void Clear()
    {
        (MustJoin, Heartbeat, IsLeaseLost, IsRemoved, HasLeft) = (false, null, false, false, false);
        Moves.Clear();
        Claims.Clear();
        HandOffs.Clear();
        Releases.Clear();
        Lost.Clear();
    }
}
