using System.Collections.Concurrent;
using Actors;
using Actors.Reactions;
using Actors.Schema;
using Actors.TestKit.Simulation;
using Shop.Customers;
using Shop.Fraud;
using Shop.Notifications;
using Shop.Notifications.Sending;
using Shop.Orders;
using Shop.Payments;
using Shop.Payments.Gateway;
using Shop.Shipments;
using Shop.Stock;
using Xunit;

namespace Shop.Tests.Fulfilment;

/// <summary>Shop under crashes, lost answers and lost shards: goods and money are conserved, no suspect order is paid, and every order ends.</summary>
public sealed class FulfilmentSimulationTests
{
    private const int FixedSeeds = 120;
    private static readonly string[] Products = ["lantern", "mug"];

    private static readonly FraudLimits Limits = new()
    {
        RefuseOver = 60m,
        HoldOver = 45m,
        NewCustomerOver = 32m,
        OrdersMax = 4,
        OrdersWithin = TimeSpan.FromMinutes(10),
        HeldCountries = ["Atlantis"],
    };

    private static readonly Simulation Fulfilment = Simulation
        .Of(random => WithReviewer(ShopModel.Create(
            new SimulatedPaymentGateway(
                new SimulatedPaymentGatewayOptions { Seed = random.Next(), DeclinedRatio = 0.1, UnansweredRatio = 0.1, TransientRatio = 0.2, SlowRatio = 0 },
                (_, _) => Task.CompletedTask),
            new SimulatedNotificationSender(
                new SimulatedNotificationOptions { Seed = random.Next(), TransientRatio = 0.2, AnswerLostRatio = 0.2, RefusedRatio = 0.1 }),
            limits: Limits)))
        .With(Draw)
        .Always("goods are reserved only where they are, and for open reservations only", RequireStock)
        .AtRest("every order has ended, and holds no goods", RequireRest)
        .AtRest("customers have spent what their orders cost", RequireMoney)
        .AtRest("what lies in stock is what came and did not go", RequireGoods)
        .AtRest("nothing is paid for that no check has cleared, and nothing is sent unpaid", RequireOrderOfEvents)
        .AtRest("no order waits for a person, and who was not cleared has nothing", RequireChecks)
        .AtRest("customers have been told of what happened, of each once, and of nothing else", RequireNotifications);

    [Simulation(Seeds = FixedSeeds, First = 1)]
    [Trait("Invariant", "I3")]
    public Simulation Goods_and_money_are_conserved_through_all_faults() => Fulfilment;

    [Simulation(Seeds = 40)]
    [Trait("Invariant", "I3")]
    public Simulation Goods_and_money_are_conserved_through_all_faults_of_fresh_seeds() => Fulfilment;

    /// <summary>A node whose calls of the store took long twice declared another one dead by a view that was old when it came.</summary>
    [Simulation(Seeds = 1, First = 63931310725356)]
    public Simulation Who_beats_is_not_declared_dead_by_a_view_that_was_long_on_its_way() => Fulfilment;

    [Fact]
    public void The_seeds_reach_every_end_of_an_order_but_its_return_and_authorisations_that_come_too_late()
    {
        var ends = new ConcurrentDictionary<string, int>();
        Fulfilment.AtRest("is counted", states =>
        {
            foreach (var (_, order) in states.All<Order>())
            {
                ends.AddOrUpdate(order.CancelledFor ?? order.Status.ToString(), 1, (_, count) => count + 1);
            }

            if (states.History.Any(h => h.Event is PaymentEvent.LateAuthorisationVoided))
            {
                ends["late-authorisation"] = 1;
            }

            foreach (var known in states.All<Order>().SelectMany(o => o.State.Notifications))
            {
                ends[$"{known.Kind} {known.Status}"] = 1;
            }

            foreach (var (_, check) in states.All<FraudCheck>())
            {
                ends[$"{check.Status} by {check.Reviewer ?? "itself"}"] = 1;
                ends[$"met {check.Rule}"] = 1;
            }
        }).Run(1, FixedSeeds);
        // Not Returned: customers fall silent before the first parcel of a run arrives, so every return is refused here.
        string[] ways =
        [
            nameof(OrderStatus.Delivered), "cancelled-by-customer", "payment-timeout",
            "stock-exhausted", "payment-declined", "payment-gateway-unreachable", "back-order-timeout", "late-authorisation", "check-refused", "review-timeout",
            "Cleared by itself", "Cleared by eve", "Refused by itself", "Refused by bob", "Expired by itself", "Withdrawn by itself",
            "Confirmed Told", "Shipped Told", "Delivered Told", "Cancelled Told",
            "Confirmed GivenUp", "Shipped GivenUp", "Delivered GivenUp", "Cancelled GivenUp",
            "met amount-too-high", "met amount-high", "met country", "met new-customer", "met many-orders",
        ];
        Assert.Equal(string.Empty, string.Join(", ", ways.Except(ends.Keys)));
    }

    private static OutgoingCommand Draw(SimulatedMoment moment)
    {
        var random = moment.Random;
        return random.Below(11) switch
        {
            < 2 => Stock(random.Pick(Products), new StockItemCommand.ReceiveStock(random.Between(1, 12))),
            < 7 => To(moment.Number, Order(random)),
            < 8 => Decide($"o{random.Between(1, (int)moment.Number)}", new FraudCheckCommand.ClearOrder("ada")),
            < 9 => To(random.Between(1, (int)moment.Number), new OrderCommand.CancelOrder("changed my mind")),
            _ => To(random.Between(1, (int)moment.Number), new OrderCommand.ReturnLines([new ReturnedLine(1, 1)])),
        };
    }

    private static OrderCommand.PlaceOrder Order(SeededRandom random) => new(
        $"c{random.Below(3)}",
        random.Chance(100) ? "Atlantis" : "France",
        [.. Enumerable.Range(0, random.Between(1, 3)).Select(_ => new OrderedItem(random.Pick(Products), random.Between(1, 4), random.Below(1000) / 100m))],
        AllowBackOrder: random.Chance(500),
        PaymentTimeout: random.Chance(300) ? TimeSpan.FromMilliseconds(random.Between(1, 10_000)) : null);

    /// <summary>A person who clears a third of the held orders, refuses a third, and never gets to the others.</summary>
    private static ActorModel WithReviewer(ActorModel shop) => new(
        [.. shop.Entities],
        [.. shop.Reactions, Reaction.Named("reviewer").On<FraudCheckEvent.ReviewOpened>((e, at) => ((int)(e.Amount * 100) % 3) switch
        {
            0 => [Decide(at.Entity.Id.Value, new FraudCheckCommand.ClearOrder("eve"))],
            1 => [Decide(at.Entity.Id.Value, new FraudCheckCommand.RefuseOrder("bob"))],
            _ => [],
        }).Build()],
        shop.SideEffects);

    private static OutgoingCommand Decide(string order, FraudCheckCommand decision) =>
        OutgoingCommand.To<FraudCheck, FraudCheckCommand, FraudCheckEvent>(order, decision);

    private static void RequireChecks(SimulatedStates states)
    {
        foreach (var (key, check) in states.All<FraudCheck>())
        {
            var order = states.Of<Order>(new EntityKey(Shop.Orders.Order.Type, key.Id));
            Assert.NotEqual(FraudCheckStatus.Held, check.Status);
            Assert.True(
                check.Status == FraudCheckStatus.Cleared || order.Status == OrderStatus.Cancelled, $"{key} is {check.Status}, its order {order.Status}.");
        }
    }

    /// <summary>Each event that a customer is to hear of has one notification right behind it, which ends as told or given up, once.</summary>
    private static void RequireNotifications(SimulatedStates states)
    {
        foreach (var (key, order) in states.All<Order>())
        {
            var told = order.Notifications.Select(known => known.Kind);
            var happened = states.History.Where(h => h.Entity == key).Select(h => h.Event switch
            {
                OrderEvent.OrderPaid => NotificationKind.Confirmed,
                OrderEvent.OrderShipped => NotificationKind.Shipped,
                OrderEvent.OrderDelivered => NotificationKind.Delivered,
                OrderEvent.OrderCancelled => NotificationKind.Cancelled,
                OrderEvent.OrderRefunded => NotificationKind.Refunded,
                _ => (NotificationKind?)null,
            }).OfType<NotificationKind>();
            Assert.Equal(happened, told);
            Assert.DoesNotContain(order.Notifications, known => known.Status == NotificationStatus.Requested);
        }

        var ends = states.History.Select(h => h.Event switch
        {
            OrderEvent.CustomerTold e => $"{h.Entity} {e.Key}",
            OrderEvent.NotificationGivenUp e => $"{h.Entity} {e.Key}",
            _ => null,
        }).OfType<string>().ToArray();
        Assert.Equal(ends.Distinct(), ends);
    }

    private static void RequireStock(SimulatedStates states) => Assert.All(states.All<StockItem>(), item =>
    {
        Assert.InRange(item.State.Reserved, 0, item.State.OnHand);
        Assert.Equal(item.State.Reserved, item.State.Reservations.Values.Sum(quantity => (long)quantity));
    });

    private static void RequireRest(SimulatedStates states)
    {
        Assert.All(states.All<Order>(), order => Assert.True(order.State.IsAtRest, $"{order.Key} is {order.State.Status}."));
        Assert.All(states.All<StockItem>(), item => Assert.Empty(item.State.Reservations));
        Assert.All(states.All<StockItem>(), item => Assert.Empty(item.State.BackOrders));
    }

    private static void RequireMoney(SimulatedStates states)
    {
        var kept = states.All<Order>().Where(o => o.State.Status is OrderStatus.Delivered or OrderStatus.Returned).ToArray();
        Assert.Equal(kept.Sum(o => o.State.Amount), states.All<CustomerAccount>().Sum(c => c.State.Spent));
        Assert.Equal(kept.Sum(o => o.State.Refunded), states.All<CustomerAccount>().Sum(c => c.State.Refunded));
    }

    private static void RequireGoods(SimulatedStates states)
    {
        var moved = states.History.Where(h => h.Entity.Type == StockItem.Type).ToLookup(h => h.Entity, h => h.Event);
        Assert.All(states.All<StockItem>(), item => Assert.Equal(item.State.OnHand, moved[item.Key].Sum(moving => moving switch
        {
            StockItemEvent.StockReceived e => e.Quantity,
            StockItemEvent.StockRestocked e => e.Quantity,
            StockItemEvent.ReservationConfirmed e => -(long)e.Quantity,
            _ => 0,
        })));
    }

    private static void RequireOrderOfEvents(SimulatedStates states)
    {
        var (cleared, paid) = (new HashSet<string>(), new HashSet<string>());
        foreach (var (entity, @event) in states.History)
        {
            var id = entity.Id.Value;
            switch (@event)
            {
                case FraudCheckEvent.OrderCleared:
                    cleared.Add(id);
                    break;
                case PaymentEvent.AuthorisationRequested:
                    Assert.Contains(id, cleared);
                    break;
                case PaymentEvent.PaymentCaptured:
                    paid.Add(id);
                    break;
                case ShipmentEvent.ShipmentDispatched:
                    Assert.Contains(id, paid);
                    break;
            }
        }

        var kept = states.All<Order>().Where(o => o.State.Status is OrderStatus.Delivered or OrderStatus.Returned).Select(o => o.Key.Id.Value);
        Assert.Equal(kept.Order(StringComparer.Ordinal), paid.Order(StringComparer.Ordinal));
        Assert.DoesNotContain(states.All<Payment>(), payment => payment.State.Status is PaymentStatus.Requested or PaymentStatus.Authorised);
    }

    private static OutgoingCommand To(long order, OrderCommand command) =>
        OutgoingCommand.To<Order, OrderCommand, OrderEvent>($"o{order}", command);

    private static OutgoingCommand Stock(string product, StockItemCommand command) =>
        OutgoingCommand.To<StockItem, StockItemCommand, StockItemEvent>(product, command);
}
