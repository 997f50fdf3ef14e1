using Actors.Journal;
using Actors.Schema;
using Actors.Sharding;
using Actors.TestKit.Simulation.Nodes;
using Actors.TestKit.Simulation.Worlds;

namespace Actors.TestKit.Simulation.Checkers;

/// <summary>All checkers of a run. Each sees everything; <see cref="JournalFacts"/> is up to date before they do.</summary>
internal sealed class CheckerSet
{
    private readonly JournalFacts _facts;
    private readonly Checker[] _checkers;
    private readonly Workload _workload;
    private readonly SimulatedStates _states;

    public CheckerSet(ActorModel model, Conditions conditions, Workload workload)
    {
        _facts = new JournalFacts(model);
        _states = new SimulatedStates(_facts);
        _workload = workload;
        _checkers =
        [
            new SingleWriterChecker(),
            new DurabilityChecker(_facts),
            new ExactlyOnceChecker(_facts),
            new OrderChecker(_facts),
            new ReplayChecker(_facts),
            new IsolationChecker(_facts),
            new BoundsChecker(conditions),
            new LeaseChecker(),
            new PlacementChecker(),
        ];
    }

    /// <summary>One for each invariant, and two for what the cluster promises.</summary>
    public IReadOnlyList<Checker> All => _checkers;

    /// <summary>How many records the journal has.</summary>
    public long RecordCount => _facts.Count;

    public void Sent(string token, OutgoingCommand command) => Array.ForEach(_checkers, c => c.Sent(token, command));

    public void Sent(Lane lane, LanePosition position, OutgoingCommand command) =>
        Array.ForEach(_checkers, c => c.Sent(lane, position, command));

    public void Claimed(ShardHead head) => Array.ForEach(_checkers, c => c.Claimed(head));

    public void TakenByHand(ShardHead head) => Array.ForEach(_checkers, c => c.TakenByHand(head));

    public void Served(SimulatedNode node, ShardId shard, Epoch epoch) => Array.ForEach(_checkers, c => c.Served(node, shard, epoch));

    public void Declared(SimulatedNode victim, SimulatedWorld world) => Array.ForEach(_checkers, c => c.Declared(victim, world));

    public void Healed(SimulatedWorld world) => Array.ForEach(_checkers, c => c.Healed(world));

    public void Stepped(SimulatedWorld world) => Array.ForEach(_checkers, c => c.Stepped(world));

    public void Appended(ShardCommit commit)
    {
        _facts.Take(commit);
        Array.ForEach(_checkers, c => c.Appended(commit));
        foreach (var invariant in _workload.Always)
        {
            invariant.Require(_states);
        }
    }

    public void Confirmed(ShardCommit commit) => Array.ForEach(_checkers, c => c.Confirmed(commit));

    public void Answered(Attempt attempt, CommandReply reply) => Array.ForEach(_checkers, c => c.Answered(attempt, reply));

    public void Crashed(IEnumerable<Attempt> inHand) => Array.ForEach(_checkers, c => c.Crashed(inHand));

    public void Projected(string projection, IReadOnlyList<JournalRecord> records) =>
        Array.ForEach(_checkers, c => c.Projected(projection, records));

    public void Observe(SimulatedNode node) => Array.ForEach(_checkers, c => c.Observe(node));

    public void Rested(SimulatedWorld world)
    {
        Array.ForEach(_checkers, c => c.Rested(world));
        foreach (var invariant in _workload.Always.Concat(_workload.AtRest))
        {
            invariant.Require(_states);
        }
    }
}
