using Actors.Journal;
using Actors.Simulation.Nodes;

namespace Actors.Simulation.Checkers;

/// <summary>All checkers of a run. Each sees everything; <see cref="JournalFacts"/> is up to date before they do.</summary>
internal sealed class CheckerSet
{
    private readonly JournalFacts _facts = new();
    private readonly Checker[] _checkers;

    public CheckerSet(Conditions conditions) => _checkers =
    [
        new SingleWriterChecker(),
        new DurabilityChecker(_facts),
        new ExactlyOnceChecker(_facts),
        new OrderChecker(),
        new ReplayChecker(),
        new IsolationChecker(),
        new BoundsChecker(conditions),
    ];

    public void Claimed(ShardHead head) => Array.ForEach(_checkers, c => c.Claimed(head));

    public void Appended(ShardCommit commit)
    {
        _facts.Take(commit);
        Array.ForEach(_checkers, c => c.Appended(commit));
    }

    public void Confirmed(ShardCommit commit) => Array.ForEach(_checkers, c => c.Confirmed(commit));

    public void Answered(Attempt attempt, CommandReply reply) => Array.ForEach(_checkers, c => c.Answered(attempt, reply));

    public void Crashed(IEnumerable<Attempt> inHand) => Array.ForEach(_checkers, c => c.Crashed(inHand));

    public void Observe(SimulatedNode node) => Array.ForEach(_checkers, c => c.Observe(node));

    public void Rested(SimulatedWorld world) => Array.ForEach(_checkers, c => c.Rested(world));
}
