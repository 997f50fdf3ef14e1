using Actors.Journal;
using Actors.Sharding;
using Actors.TestKit.Simulation.Nodes;

namespace Actors.TestKit.Simulation.Checkers;

/// <summary>
/// Views are never of the past: a node that serves one owns the shard, and nobody has claimed it since. Who lost it
/// to a takeover by hand, which no node would make, may not know: that breaks leases on purpose.
/// </summary>
internal sealed class LeaseChecker() : Checker("Lease")
{
    private readonly Dictionary<ShardId, Epoch> _newest = [];
    private readonly Dictionary<ShardId, Epoch> _byHand = [];

    public override void Claimed(ShardHead head) => _newest[head.Shard] = head.Epoch;

    public override void TakenByHand(ShardHead head) => _byHand[head.Shard] = head.Epoch;

    public override void Served(SimulatedNode node, ShardId shard, Epoch epoch)
    {
        var newest = _newest.GetValueOrDefault(shard);
        Require(
            epoch >= newest || epoch < _byHand.GetValueOrDefault(shard),
            $"{node.Name} serves a view of shard {shard} in epoch {epoch}, which was claimed since in epoch {newest}");
    }
}
