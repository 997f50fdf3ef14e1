using Actors;
using Actors.TestKit.Simulation;
using Shop.Customers;
using Shop.Orders;
using Shop.Payments.Gateway;
using Shop.Stock;
using Xunit;

namespace Shop.Tests.Fulfilment;

/// <summary>Shop under crashes, lost answers and lost shards: goods and money are conserved, and every order ends.</summary>
public sealed class FulfilmentSimulationTests
{
    private const int FixedSeeds = 60;
    private const int FreshSeeds = 40;
    private static readonly string[] Products = ["lantern", "mug"];

    private static readonly Simulation Fulfilment = Simulation
        .Of(random => ShopModel.Create(new SimulatedPaymentGateway(
            new SimulatedPaymentGatewayOptions { Seed = random.Next(), DeclinedRatio = 0.1, UnansweredRatio = 0.1, TransientRatio = 0.2, SlowRatio = 0 },
            (_, _) => Task.CompletedTask)))
        .With(Draw)
        .Always("goods are reserved only where they are, and for open reservations only", RequireStock)
        .AtRest("every order has ended, and holds no goods", RequireRest)
        .AtRest("customers have spent what their orders cost", RequireMoney);

    [Fact]
    [Trait("Invariant", "I3")]
    public void Goods_and_money_are_conserved_through_all_faults() => Fulfilment.Run(1, FixedSeeds);

    [Fact]
    [Trait("Invariant", "I3")]
    public void Goods_and_money_are_conserved_through_all_faults_of_fresh_seeds() => Fulfilment.Run(Simulation.FreshSeed(), FreshSeeds);

    private static OutgoingCommand Draw(SimulatedMoment moment)
    {
        var random = moment.Random;
        return random.Below(10) switch
        {
            < 2 => Stock(random.Pick(Products), new StockItemCommand.ReceiveStock(random.Between(1, 12))),
            < 7 => To(moment.Number, Order(random)),
            < 8 => To(random.Between(1, (int)moment.Number), new OrderCommand.CancelOrder("changed my mind")),
            _ => To(random.Between(1, (int)moment.Number), new OrderCommand.ReturnLines([new ReturnedLine(1, 1)])),
        };
    }

    private static OrderCommand.PlaceOrder Order(SeededRandom random) => new(
        $"c{random.Below(3)}",
        "France",
        [.. Enumerable.Range(0, random.Between(1, 3)).Select(_ => new OrderedItem(random.Pick(Products), random.Between(1, 4), random.Below(1000) / 100m))],
        AllowBackOrder: random.Chance(500));

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

    private static OutgoingCommand To(long order, OrderCommand command) =>
        OutgoingCommand.To<Order, OrderCommand, OrderEvent>($"o{order}", command);

    private static OutgoingCommand Stock(string product, StockItemCommand command) =>
        OutgoingCommand.To<StockItem, StockItemCommand, StockItemEvent>(product, command);
}
