using Actors.Membership;
using Actors.TestKit.Simulation.Nodes;
using Actors.TestKit.Simulation.Worlds;

namespace Actors.TestKit.Simulation.Checkers;

/// <summary>
/// Nobody who could be seen to live is declared dead, such as after an outage of the store; and when all faults are over, each shard has
/// soon one owner who serves it, and all have equally many.
/// </summary>
internal sealed class PlacementChecker() : Checker("Placement")
{
    private static readonly TimeSpan SettlesWithin = TimeSpan.FromSeconds(15);

    /// <summary>Who was in trouble so lately may still look dead.</summary>
    private static readonly TimeSpan ExcusedFor = 2 * new MembershipOptions().Lease;

    private TimeSpan? _healedAt;
    private bool _hasSettled;

    public override void Declared(SimulatedNode victim, SimulatedWorld world)
    {
        var isExcused = world.Conditions.LostAnswer > 0
            || world.Elapsed - victim.TroubleAt < ExcusedFor
            || world.Links.IsCut(victim, world.Trace.Step - 300)
            || world.SlowNode == victim.Name; // Slower than its lease now and then. What it takes others for, has no excuse.
        Require(isExcused, $"{victim.Name} is declared dead, though it lives and nothing kept it from beating but the store itself");
    }

    public override void Healed(SimulatedWorld world) => _healedAt = world.Elapsed;

    public override void Stepped(SimulatedWorld world)
    {
        if (_hasSettled || _healedAt is not { } healedAt)
        {
            return;
        }

        var fault = Unsettled(world);
        _hasSettled = fault is null;
        Require(_hasSettled || world.Elapsed - healedAt < SettlesWithin, $"{SettlesWithin.TotalSeconds} s after all faults, {fault}");
    }

    public override void Rested(SimulatedWorld world)
    {
        var fault = Unsettled(world);
        Require(fault is null, $"at rest, {fault}");
    }

    /// <summary>What is not yet as it should be.</summary>
    public static string? Unsettled(SimulatedWorld world)
    {
        if (world.Nodes.FirstOrDefault(node => !node.Member.HasLease) is { } idle)
        {
            return $"{idle.Name} has no lease";
        }

        foreach (var shard in world.Journal.ShardCount.All)
        {
            var head = world.Journal.Head(shard);
            if (!world.Nodes.Any(node => node.Member.Owner == head.Owner && node.Drives(shard, head.Epoch) && !node.IsClaiming(shard)))
            {
                return $"nobody serves shard {shard} of {head.Owner ?? "nobody"}, epoch {head.Epoch}";
            }
        }

        var loads = world.Nodes.Select(node => world.Journal.ShardCount.All.Count(shard => world.Journal.Head(shard).Owner == node.Member.Owner)).ToList();
        return loads.Max() - loads.Min() > 1 ? $"the nodes own {string.Join(", ", loads)} shards" : null;
    }
}
