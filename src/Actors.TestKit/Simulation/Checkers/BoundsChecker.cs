using Actors.Journal;
using Actors.TestKit.Simulation.Nodes;
using Actors.TestKit.Simulation.Worlds;

namespace Actors.TestKit.Simulation.Checkers;

/// <summary>
/// I7: mailboxes, messages in hand, entities in memory and lane checkpoints stay within their bounds, and no message that a node
/// has taken is dropped silently or answered twice.
/// </summary>
internal sealed class BoundsChecker(Conditions conditions) : Checker("I7")
{
    /// <summary>More than every lane could need with all that its senders may have in flight.</summary>
    private const int CheckpointBytesMax = 16 * 1024;

    private readonly HashSet<int> _answered = [];

    public override void Appended(ShardCommit commit) =>
        Require(
            commit.Checkpoint is null || commit.Checkpoint.Lanes.Length <= CheckpointBytesMax,
            $"a checkpoint of shard {commit.Shard} has {commit.Checkpoint?.Lanes.Length} bytes");

    public override void Answered(Attempt attempt, CommandReply reply) =>
        Require(_answered.Add(attempt.Number), $"{attempt} was answered twice");

    public override void Observe(SimulatedNode node)
    {
        Require(node.MailboxCount <= conditions.MailboxMax, $"{node.Name} has {node.MailboxCount} messages in its mailbox");
        Require(node.Pending >= 0 && node.Pending <= conditions.PendingMax, $"{node.Name} has {node.Pending} messages in hand");
        Require(
            node.Pending == node.Machines.Sum(m => m.Pending),
            $"{node.Name} has {node.Pending} messages in hand, and its machines {node.Machines.Sum(m => m.Pending)}");
    }

    public override void Rested(SimulatedWorld world)
    {
        foreach (var node in world.Nodes)
        {
            Require(node.Pending == 0, $"{node.Name} has dropped {node.Pending} messages without an answer");
            Require(node.LargestEntityCount <= conditions.EntityCountMax + (2 * conditions.PendingMax) + 8,
                $"{node.Name} has held {node.LargestEntityCount} entities, with a limit of {conditions.EntityCountMax}");
        }
    }
}
