using Actors.Schema;
using Actors.Tests.Samples;

namespace Actors.Tests.Schema;

public sealed class EntityDefinitionTests
{
    private static readonly DecisionContext Context = new(Tally.Key("1"), EntityVersion.Initial, DateTimeOffset.UnixEpoch);

    [Fact]
    public void A_query_is_answered_from_the_state()
    {
        var state = Tally.Initial with { Numbers = [3, 4] };
        Assert.Equal(new LastNumber.Answer(14), Tally.Definition.Answer(state, new LastNumber(10)));
        Assert.Equal(typeof(LastNumber.Answer), Tally.Definition.AnswerCodec(typeof(LastNumber)).MessageType);
    }

    [Fact]
    public void A_query_that_is_not_registered_is_refused() =>
        Assert.Throws<UnknownMessageException>(() => Tally.Definition.Answer(Tally.Initial, "what?"));

    [Fact]
    public void A_decision_keeps_its_events_in_order()
    {
        var decision = Tally.Definition.Decide(Tally.Initial, new TallyCommand.AddAll([3, 1, 2]), Context);
        Assert.Equal([3, 1, 2], decision.Events.Cast<TallyEvent.Added>().Select(e => e.Number));
        Assert.Null(decision.Rejection);
    }

    [Fact]
    [Trait("Invariant", "I5")]
    public void The_same_state_and_command_give_the_same_decision() => Property.Holds(Generate.Numbers, number =>
    {
        var first = Tally.Definition.Decide(Tally.Initial, new TallyCommand.Add(number), Context);
        var second = Tally.Definition.Decide(Tally.Initial, new TallyCommand.Add(number), Context);
        Assert.Equal(first.Events, second.Events);
    });

    [Fact]
    public void Two_entities_of_one_name_do_not_make_a_model() =>
        Assert.Throws<ArgumentException>(() => new ActorModel([Tally.Definition, Tally.Definition]));

    [Fact]
    public void A_model_finds_its_entities()
    {
        var model = new ActorModel([Tally.Definition]);
        Assert.Same(Tally.Definition, model.Find(Tally.Type));
        Assert.Null(model.Find(new EntityType("nobody")));
    }
}
