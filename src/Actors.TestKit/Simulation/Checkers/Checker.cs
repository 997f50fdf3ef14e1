using Actors.Journal;
using Actors.Sharding;
using Actors.TestKit.Simulation.Nodes;
using Actors.TestKit.Simulation.Worlds;

namespace Actors.TestKit.Simulation.Checkers;

/// <summary>
/// Watches one invariant from outside: it sees what the journal stores and what leaves a node, never the machines' insides (but
/// for the counts that <see cref="BoundsChecker"/> compares with their limits).
/// </summary>
internal abstract class Checker(string invariant)
{
    /// <summary>The invariant that it watches, such as <c>I3</c>.</summary>
    public string Invariant => invariant;

    /// <summary>A client is about to send a command under a name of its own.</summary>
    public virtual void Sent(string token, OutgoingCommand command)
    {
    }

    /// <summary>A reader is about to send a command on its lane; again where it reads its source again.</summary>
    public virtual void Sent(Lane lane, LanePosition position, OutgoingCommand command)
    {
    }

    /// <summary>Records have taken effect on a read model.</summary>
    public virtual void Projected(string projection, IReadOnlyList<JournalRecord> records)
    {
    }

    /// <summary>A shard was claimed; its row after that.</summary>
    public virtual void Claimed(ShardHead head)
    {
    }

    /// <summary>That claim was made by hand, past all that nodes know of each other.</summary>
    public virtual void TakenByHand(ShardHead head)
    {
    }

    /// <summary>A node answers with the state of an entity of a shard that it drives in this epoch.</summary>
    public virtual void Served(SimulatedNode node, ShardId shard, Epoch epoch)
    {
    }

    /// <summary>A living node is about to be declared dead.</summary>
    public virtual void Declared(SimulatedNode victim, SimulatedWorld world)
    {
    }

    /// <summary>All faults are over.</summary>
    public virtual void Healed(SimulatedWorld world)
    {
    }

    /// <summary>Some time has passed.</summary>
    public virtual void Stepped(SimulatedWorld world)
    {
    }

    /// <summary>A commit has been stored.</summary>
    public virtual void Appended(ShardCommit commit)
    {
    }

    /// <summary>An owner takes its commit for durable.</summary>
    public virtual void Confirmed(ShardCommit commit)
    {
    }

    /// <summary>A reply leaves a node.</summary>
    public virtual void Answered(Attempt attempt, CommandReply reply)
    {
    }

    /// <summary>A node died with these messages in its hands.</summary>
    public virtual void Crashed(IEnumerable<Attempt> inHand)
    {
    }

    /// <summary>A node has done something.</summary>
    public virtual void Observe(SimulatedNode node)
    {
    }

    /// <summary>All faults are over, and nothing is left to do.</summary>
    public virtual void Rested(SimulatedWorld world)
    {
    }

    protected void Require(bool condition, [System.Runtime.CompilerServices.InterpolatedStringHandlerArgument("condition")] Complaint what)
    {
        if (!condition)
        {
            throw new InvariantViolation(invariant, what.ToString());
        }
    }
}
