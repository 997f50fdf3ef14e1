using Actors.Schema;
using Actors.TestKit.Simulation.Worlds;

namespace Actors.TestKit.Simulation;

/// <summary>
/// Runs a model under faults: several nodes drive the real shard machines in one process, on a simulated clock, network and
/// journal, and a seed decides what happens next. Nodes crash, pause and lose their shards, answers get lost, clocks jump, the
/// journal goes away; then all faults end, and the run must come to rest. The platform's invariants I1 to I7 are checked from
/// outside all the while, and so are yours. The same seed gives the same run. Immutable: each method gives a new one.
/// </summary>
/// <example>
/// <code>
/// Simulation.Of(model)
///     .With(moment => OutgoingCommand.To&lt;Account, AccountCommand, AccountEvent&gt;("a", new Deposit(moment.Random.Between(1, 9))))
///     .Always("no account is overdrawn", states => Assert.All(states.All&lt;Account&gt;(), a => Assert.True(a.State.Balance >= 0)))
///     .Run(first: Simulation.FreshSeed(), count: 200);
/// </code>
/// </example>
public sealed class Simulation
{
    private readonly Workload _workload;

    private Simulation(Workload workload) => _workload = workload;

    /// <summary>A simulation of a model without state of its own, such as a gateway that keeps books.</summary>
    /// <param name="model">The entities, reactions and side effects.</param>
    public static Simulation Of(ActorModel model) => Of(_ => model);

    /// <summary>A simulation of a model that is made anew for each seed, with the fakes that its side effects call.</summary>
    /// <param name="model">
    /// Makes the model; the seed's chance is there for fakes that sometimes fail. Side-effect handlers must answer at once, with a
    /// completed task. They are called at least once for each event, sometimes more often, as in production.
    /// </param>
    public static Simulation Of(Func<SeededRandom, ActorModel> model) => new(new Workload { Model = model });

    /// <summary>Where a range of seeds may start that nobody has run before; it differs from call to call.</summary>
    public static ulong FreshSeed() => (ulong)TimeProvider.System.GetUtcNow().Ticks / TimeSpan.TicksPerMillisecond;

    /// <summary>Says what the world sends: about a hundred commands of a run, by clients with and without command ids, and on lanes.</summary>
    /// <param name="commands">
    /// Draws one command. All chance must come from the moment's <see cref="SimulatedMoment.Random"/>, or a seed cannot be replayed.
    /// </param>
    public Simulation With(Func<SimulatedMoment, OutgoingCommand> commands) => new(_workload with { Commands = commands });

    /// <summary>Adds an invariant of your own that holds after every commit.</summary>
    /// <param name="name">What holds, as a sentence.</param>
    /// <param name="check">Throws, an assertion for example, when it does not hold.</param>
    public Simulation Always(string name, Action<SimulatedStates> check) =>
        new(_workload with { Always = [.. _workload.Always, new StateInvariant(name, check)] });

    /// <summary>Adds an invariant of your own that holds when all faults are over and nothing is left to do.</summary>
    /// <param name="name">What holds, as a sentence.</param>
    /// <param name="check">Throws, an assertion for example, when it does not hold.</param>
    public Simulation AtRest(string name, Action<SimulatedStates> check) =>
        new(_workload with { AtRest = [.. _workload.AtRest, new StateInvariant(name, check)] });

    /// <summary>Runs a range of seeds on all processors.</summary>
    /// <param name="first">The first seed.</param>
    /// <param name="count">How many; some hundred find most mistakes.</param>
    /// <exception cref="SimulationFailedException">A seed failed. The lowest that did, what was seen, and how to replay it.</exception>
    public void Run(ulong first, int count)
    {
        if (SeedRange.FirstFailure(_workload, first, count) is { } failed)
        {
            throw new SimulationFailedException(failed);
        }
    }

    /// <summary>Runs one seed and keeps its story.</summary>
    /// <param name="seed">The seed, for example of a <see cref="SimulationFailedException"/>.</param>
    public SimulationRun Replay(ulong seed) => SeedRange.Run(_workload, seed, isTraceKept: true);
}
