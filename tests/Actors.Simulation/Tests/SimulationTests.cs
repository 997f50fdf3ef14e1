using Actors.Schema;
using Actors.SideEffects;
using Actors.Simulation.Entities;
using Actors.TestKit.Simulation;
using Xunit;
using ModelSimulation = Actors.TestKit.Simulation.Simulation;

namespace Actors.Simulation.Tests;

/// <summary>The simulation as a team uses it for a model of its own.</summary>
public sealed class SimulationTests
{
    private static readonly ModelSimulation BuiltIn = ModelSimulation.Of(_ => TestModel.Create()).With(Commands.Next);

    [Fact]
    public void A_broken_invariant_of_ones_own_names_the_seed_and_how_to_replay_it()
    {
        var simulation = BuiltIn.Always("no account holds more than 60", states =>
            Assert.All(states.All<Account>(), account => Assert.InRange(account.State.Balance, 0, 60)));
        var failure = Assert.Throws<SimulationFailedException>(() => simulation.Run(1, 20));
        Assert.Contains("no account holds more than 60: Assert.All() Failure", failure.Message, StringComparison.Ordinal);
        Assert.Contains($"simulation.Replay({failure.Run.Seed})", failure.Message, StringComparison.Ordinal);
        var replay = simulation.Replay(failure.Run.Seed);
        Assert.Equal((failure.Run.Hash, failure.Run.Failure), (replay.Hash, replay.Failure));
        Assert.NotEmpty(replay.Story);
    }

    [Fact]
    public void An_invariant_at_rest_may_be_broken_on_the_way()
    {
        var isBrokenOnTheWay = false;
        BuiltIn.AtRest("counters have counted", states => isBrokenOnTheWay |= states.Of<Counter>(TestModel.Counters[0]).Count == 0).Run(1, 5);
        Assert.False(isBrokenOnTheWay);
    }

    [Fact]
    [Trait("Invariant", "I5")]
    public void A_decision_that_is_not_pure_is_found()
    {
        var model = new ActorModel(
            [EntityDefinition.For<Dice, Dice.Roll, Dice.Rolled>(EntitiesJson.Default).Command<Dice.Roll>("roll").Event<Dice.Rolled>("rolled").Build()]);
        var simulation = ModelSimulation.Of(model).With(_ => OutgoingCommand.To<Dice, Dice.Roll, Dice.Rolled>("red", new Dice.Roll()));
        Assert.Equal("I5", Assert.Throws<SimulationFailedException>(() => simulation.Run(1, 1)).Run.Invariant);
    }

    [Fact]
    public void A_simulation_without_commands_says_what_it_lacks()
    {
        var failure = Assert.Throws<SimulationFailedException>(() => ModelSimulation.Of(TestModel.Create()).Run(1, 1));
        Assert.Contains("say what with With(...)", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_side_effect_that_keeps_the_world_waiting_is_refused()
    {
        var simulation = ModelSimulation.Of(_ => TestModel.Create(new SlowService())).With(Commands.Next);
        var failure = Assert.Throws<SimulationFailedException>(() => simulation.Run(1, 5));
        Assert.Contains("did not answer at once", failure.Message, StringComparison.Ordinal);
    }

    private sealed class SlowService : ISideEffectHandler<AccountEvent.Withdrawn>
    {
        public Task<IReadOnlyList<OutgoingCommand>> Handle(
            AccountEvent.Withdrawn @event, SideEffectContext context, CancellationToken cancellationToken) =>
            new TaskCompletionSource<IReadOnlyList<OutgoingCommand>>().Task;

        public IReadOnlyList<OutgoingCommand> GiveUp(AccountEvent.Withdrawn @event, SideEffectContext context, Exception lastFailure) => [];
    }
}
