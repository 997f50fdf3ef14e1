using Actors;
using Actors.Journal;
using Actors.Reactions;
using Actors.Sharding;
using Actors.SideEffects;
using Shop.Notifications;
using Shop.Notifications.Sending;
using Shop.Orders;
using Xunit;

namespace Shop.Tests.Notifications;

public sealed class TellCustomerTests
{
    private static readonly OrderEvent.NotificationRequested Shipped = new("shipped", NotificationKind.Shipped, "ann", null);

    [Fact]
    public async Task A_notification_is_taken_and_recorded()
    {
        var inbox = new SimulatedInbox();
        Assert.Equal([ToOrder("1001", new OrderCommand.RecordNotification("shipped"))], await Tell(new(), inbox, "1001", 1));
        Assert.Equal(["1001/shipped"], inbox.Shown);
    }

    [Fact]
    public async Task A_notification_that_is_sent_twice_is_shown_once()
    {
        var inbox = new SimulatedInbox();
        var options = new SimulatedNotificationOptions { AnswerLostRatio = 1, TransientRatio = 0 };
        await Assert.ThrowsAsync<NotificationException>(() => Tell(options, inbox, "1001", 1));
        await Tell(options, inbox, "1001", 2);
        Assert.Equal(["1001/shipped"], inbox.Shown);
        Assert.Equal(1, inbox.Repeats);
    }

    [Fact]
    public async Task A_notification_that_nobody_takes_is_given_up_with_its_reason()
    {
        var inbox = new SimulatedInbox();
        var options = new SimulatedNotificationOptions { RefusedRatio = 1 };
        var failure = await Assert.ThrowsAsync<NotificationException>(() => Tell(options, inbox, "1001", 5));
        Assert.Equal(
            [ToOrder("1001", new OrderCommand.AbandonNotification("shipped", failure.Message))],
            new TellCustomer(new SimulatedNotificationSender(options)).GiveUp(Shipped, Context("1001", 5), failure));
        Assert.Empty(inbox.Shown);
    }

    [Fact]
    public void Fates_follow_from_the_seed_and_come_as_often_as_asked()
    {
        var options = new SimulatedNotificationOptions { Seed = 7, RefusedRatio = 0.1, TransientRatio = 0.2, AnswerLostRatio = 0.3 };
        NotificationFate[] Fates() => [.. Enumerable.Range(0, 10_000).Select(n => new SimulatedNotificationSender(options).FateOf($"{n}/shipped"))];
        var counts = Fates().CountBy(fate => fate).ToDictionary();
        Assert.Equal(Fates(), Fates());
        Assert.InRange(counts[NotificationFate.Refused], 800, 1_200);
        Assert.InRange(counts[NotificationFate.Transient], 1_700, 2_300);
        Assert.InRange(counts[NotificationFate.AnswerLost], 2_700, 3_300);
    }

    private static Task<IReadOnlyList<OutgoingCommand>> Tell(SimulatedNotificationOptions options, SimulatedInbox inbox, string order, int attempt) =>
        new TellCustomer(new SimulatedNotificationSender(options, inbox)).Handle(Shipped, Context(order, attempt), CancellationToken.None);

    private static SideEffectContext Context(string order, int attempt) => new(
        new EventContext(
            new EntityKey(Order.Type, new EntityId(order)),
            new ShardId(1),
            new SequenceNumber(7),
            new EntityVersion(3),
            DateTimeOffset.UnixEpoch,
            default!),
        "notification:1:7",
        attempt);

    private static OutgoingCommand ToOrder(string order, OrderCommand command) => OutgoingCommand.To<Order, OrderCommand, OrderEvent>(order, command);
}
