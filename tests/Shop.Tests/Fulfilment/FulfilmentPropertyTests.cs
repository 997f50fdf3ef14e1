using FsCheck;
using FsCheck.Fluent;
using Shop.Orders;
using Shop.Payments;
using Xunit;

namespace Shop.Tests.Fulfilment;

/// <summary>Whatever the order of messages, time-outs and failures of the gateway: nothing is lost, kept wrongly or stuck.</summary>
public sealed class FulfilmentPropertyTests
{
    [Fact]
    public void Every_order_ends_and_stock_and_money_are_conserved()
    {
        var schedules = Gen.Choose(0, int.MaxValue - 1).Zip(Gen.Choose(1, 25)).ToArbitrary();
        Prop.ForAll(schedules, schedule =>
        {
            var world = new ShopWorld(schedule.Item1, schedule.Item2);
            world.Run();
            world.AssertAllAtRest();
            world.AssertStockConserved();
            world.AssertMoneyConserved();
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(400));
    }

    [Fact]
    public void The_schedules_reach_every_way_an_order_can_end()
    {
        var ends = Enumerable.Range(0, 200).SelectMany(seed =>
        {
            var world = new ShopWorld(seed, 15);
            world.Run();
            return world.Interpreter.All<Order>().Select(pair => pair.State.CancelledFor ?? pair.State.Status.ToString());
        }).ToHashSet();

        Assert.Superset(
            new HashSet<string>
            {
                "Delivered", "Returned", "stock-exhausted", "payment-declined", "payment-timeout", "payment-gateway-unreachable",
                "back-order-timeout", "cancelled-by-customer",
            },
            ends);
    }

    [Fact]
    public void The_schedules_reach_authorisations_that_come_too_late()
    {
        var world = Enumerable.Range(0, 200).Select(seed =>
        {
            var world = new ShopWorld(seed, 15);
            world.Run();
            return world;
        });
        Assert.Contains(world, w => w.Interpreter.History.Any(e => e.Event is PaymentEvent.LateAuthorisationVoided));
    }
}
