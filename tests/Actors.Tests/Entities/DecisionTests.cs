using Actors.Tests.Samples;

namespace Actors.Tests.Entities;

public sealed class DecisionTests
{
    private static readonly TallyEvent.Added One = new(1, "piece", null);

    [Fact]
    public void An_event_is_a_decision()
    {
        Decision<TallyEvent> decision = One;
        Assert.Equal([One], decision.Events);
        Assert.Null(decision.Rejection);
    }

    [Fact]
    public void A_rejection_is_a_decision()
    {
        Decision<TallyEvent> decision = new Rejection("sold-out", "There is none.");
        Assert.Empty(decision.Events);
        Assert.Equal("sold-out", decision.Rejection!.Code);
        Assert.Equal(decision.Rejection, Decision<TallyEvent>.Reject("sold-out", "There is none.").Rejection);
    }

    [Fact]
    public void Nothing_has_no_events_and_no_rejection()
    {
        Assert.Empty(Decision<TallyEvent>.Nothing.Events);
        Assert.Empty(Decision<TallyEvent>.Nothing.Timers);
        Assert.Null(Decision<TallyEvent>.Nothing.Rejection);
    }

    [Fact]
    public void Timers_are_added_in_order_and_leave_the_first_decision_as_it_was()
    {
        var first = Decision<TallyEvent>.Accept(One);
        var second = first.SetTimer("a", DateTimeOffset.UnixEpoch, new TallyCommand.Look()).CancelTimer("b");
        Assert.Empty(first.Timers);
        Assert.Equal([("a", true), ("b", false)], second.Timers.Select(t => (t.Name, t.Due is not null)));
        Assert.Equal([One], second.Events);
    }
}
