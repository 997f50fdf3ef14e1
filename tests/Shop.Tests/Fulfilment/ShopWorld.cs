using Actors;
using Shop.Orders;
using Shop.Payments;
using Shop.Shipments;
using Shop.Stock;
using Xunit;

namespace Shop.Tests.Fulfilment;

/// <summary>A small shop with scarce goods and fickle customers, run in a random order, and what must hold in it.</summary>
internal sealed class ShopWorld
{
    private static readonly string[] Products = ["lantern", "mug", "teapot"];
    private readonly HashSet<string> _placed = [];
    private readonly HashSet<string> _paid = [];
    private readonly Random _random;
    private readonly ScriptedGateway _gateway;

    public ShopWorld(int seed, int orders)
    {
        _random = new Random(seed);
        _gateway = new ScriptedGateway(_random);
        Interpreter = new ModelInterpreter(ShopModel.Create(_gateway), _random) { Observe = Check };
        foreach (var product in Products)
            Interpreter.Send("supplier", Stock(product, new StockItemCommand.ReceiveStock(1 + _random.Next(orders * 4))));

        for (var i = 0; i < orders; i++)
            SendOrder($"o{i}");
    }

    public ModelInterpreter Interpreter { get; }

    public void Run()
    {
        Interpreter.RunToRest();
        foreach (var (key, _) in Interpreter.All<Order>().ToArray())
            Interpreter.Send("customer", To(key.Id.Value, new OrderCommand.ReturnLines([new ReturnedLine(1, 1 + _random.Next(2))])));

        Interpreter.RunToRest();
    }

    public void AssertAllAtRest()
    {
        Assert.All(Interpreter.All<Order>(), pair => Assert.True(pair.State.IsAtRest, $"{pair.Key} is {pair.State.Status}."));
        Assert.DoesNotContain(Interpreter.Rejections, refused => refused.Sender is not ("customer" or "supplier"));
    }

    public void AssertStockConserved()
    {
        foreach (var (key, item) in Interpreter.All<StockItem>())
        {
            var moved = Interpreter.History.Where(entry => entry.Entity == key).Sum(entry => entry.Event switch
            {
                StockItemEvent.StockReceived e => e.Quantity,
                StockItemEvent.StockRestocked e => e.Quantity,
                StockItemEvent.ReservationConfirmed e => -(long)e.Quantity,
                _ => 0,
            });
            Assert.Equal(moved, item.OnHand);
            Assert.Equal(0, item.Reserved);
            Assert.Empty(item.Reservations);
            Assert.Empty(item.BackOrders);
        }
    }

    public void AssertMoneyConserved()
    {
        Assert.Empty(_gateway.Held);
        var kept = Interpreter.All<Order>().Where(pair => pair.State.Status is OrderStatus.Delivered or OrderStatus.Returned).ToArray();
        Assert.Equal(kept.Sum(pair => pair.State.Amount), _gateway.Captured);
        Assert.Equal(kept.Sum(pair => pair.State.Refunded), _gateway.Refunded);
        Assert.Equal(_gateway.Captured, Interpreter.All<Customers.CustomerAccount>().Sum(pair => pair.State.Spent));
        Assert.Equal(_gateway.Refunded, Interpreter.All<Customers.CustomerAccount>().Sum(pair => pair.State.Refunded));
        Assert.All(
            Interpreter.All<Payment>().Where(pair => pair.State.Status == PaymentStatus.Captured),
            pair => Assert.Contains(kept, order => order.Key.Id == pair.Key.Id));
    }

    private void Check(EntityKey key, object @event)
    {
        if (key.Type == StockItem.Type)
        {
            var item = Interpreter.State<StockItem>(key);
            Assert.True(item.Reserved >= 0 && item.Reserved <= item.OnHand, $"{key}: {item.Reserved} of {item.OnHand} are reserved.");
            Assert.Equal(item.Reserved, item.Reservations.Values.Sum(quantity => (long)quantity));
        }

        if (@event is OrderEvent.OrderPlaced)
            _placed.Add(key.Id.Value);
        if (@event is PaymentEvent.AuthorisationRequested)
            Assert.True(_placed.Contains(key.Id.Value), $"{key} has no order.");
        if (@event is PaymentEvent.PaymentCaptured)
            _paid.Add(key.Id.Value);
        if (@event is ShipmentEvent.ShipmentDispatched)
            Assert.True(_paid.Contains(key.Id.Value), $"{key} is not paid.");
    }

    private void SendOrder(string id)
    {
        var lines = Enumerable.Range(0, 1 + _random.Next(4))
            .Select(_ => new OrderedItem(Products[_random.Next(Products.Length)], 1 + _random.Next(5), _random.Next(10_000) / 100m)).ToArray();
        Interpreter.Send("customer", To(id, new OrderCommand.PlaceOrder($"c{_random.Next(3)}", "France", lines, _random.Next(2) == 0)));
        if (_random.Next(6) == 0)
            Interpreter.Send("customer", To(id, new OrderCommand.CancelOrder("changed my mind")));
    }

    private static OutgoingCommand To(string order, OrderCommand command) =>
        OutgoingCommand.To<Order, OrderCommand, OrderEvent>(order, command);

    private static OutgoingCommand Stock(string product, StockItemCommand command) =>
        OutgoingCommand.To<StockItem, StockItemCommand, StockItemEvent>(product, command);
}
