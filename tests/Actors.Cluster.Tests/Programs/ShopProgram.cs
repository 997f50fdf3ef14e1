using Actors.Cluster.Tests.Network;
using Actors.Schema;
using Shop;
using Shop.Notifications.Sending;
using Shop.Orders;
using Shop.Payments.Gateway;
using Shop.Publishing;
using Shop.Stock;

namespace Actors.Cluster.Tests.Programs;

/// <summary>Shop: orders that reserve stock, are paid and delivered, or cancelled on their way; through HTTP, and where there is a broker through Kafka as well.</summary>
internal sealed class ShopProgram : IClusterProgram
{
    private const int Products = 20;
    private const int OpeningStock = 1_000_000;
    private const int LatestOrders = 30;
    private const string Commands = "commands";
    private const string Events = "events";
    private const string Input = "/drill";
    private int _orders;

    /// <param name="kafka">The brokers with the topics of <see cref="Topics"/>; <see langword="null"/> for none.</param>
    public ShopProgram(string? kafka = null) => Topic = kafka is null
        ? null
        : new ProgramTopic(kafka, Commands, NextOnTopic, (c, id) => ShopCommands.Encode(Model, new OutgoingCommand(c.Entity, c.Command), Input, id), id => new CommandId($"{Input} {id}"));

    /// <summary>The topics that its nodes use, and how many partitions each has.</summary>
    public static IReadOnlyDictionary<string, int> Topics { get; } = new Dictionary<string, int> { [Commands] = 4, [Events] = 4, [$"{Events}-offsets"] = 1 };

    public ProgramTopic? Topic { get; }

    public string Project => "Shop.Node";

    public bool RunsInNetwork => false;

    public ActorModel Model { get; } =
        ShopModel.Create(
            new SimulatedPaymentGateway(new SimulatedPaymentGatewayOptions(), (_, _) => Task.CompletedTask),
            new SimulatedNotificationSender(new SimulatedNotificationOptions()));

    public IReadOnlyList<string> Arguments(string name, string postgres, NetworkPlace? place) => place is null
        ? [
            "run", "--postgres", postgres, "--name", name, "--port", "0", "--cluster-port", "0",
            .. Topic is null ? (string[])["--serve-only"] : ["--kafka", Topic.BootstrapServers, "--topic", Commands, "--events-topic", Events],
        ]
        : throw new NotSupportedException("Shop has no option for a token, so it listens on this machine only.");

    public IEnumerable<ProgramCommand> Openings() => Enumerable.Range(0, Products).Select(i => Receive($"p{i}", OpeningStock));

    public ProgramCommand? Next(Random random) => random.Next(10) switch
    {
        < 7 => Order(Interlocked.Increment(ref _orders), Place(random)),
        < 9 => Order(Math.Max(1, Volatile.Read(ref _orders) - random.Next(LatestOrders)), new OrderCommand.CancelOrder("Changed my mind.")),
        _ => Receive($"p{random.Next(Products)}", random.Next(1, 50)),
    };

    /// <summary>New orders and deliveries of stock: both are accepted whenever they come.</summary>
    private ProgramCommand NextOnTopic(Random random) => random.Next(2) == 0
        ? Order(Interlocked.Increment(ref _orders), Place(random))
        : Receive($"p{random.Next(Products)}", random.Next(1, 50));

    public ProgramCommand Probe(int number) => Receive($"probe-{number}", 1);

    public ProgramCommand? OpenProbe(int number) => null;

    public IProgramBooks OpenBooks() => new ShopBooks(Model);

    private static OrderCommand.PlaceOrder Place(Random random) => new(
        $"c{random.Next(50)}",
        "France",
        [.. Enumerable.Range(0, random.Next(1, 4)).Select(_ => new OrderedItem($"p{random.Next(Products)}", random.Next(1, 5), random.Next(1000) / 100m))],
        Transit: TimeSpan.Zero);

    private static ProgramCommand Order(int number, OrderCommand command) => new(new EntityKey(Shop.Orders.Order.Type, new EntityId($"{number}")), command);

    private static ProgramCommand Receive(string product, int quantity) =>
        new(new EntityKey(StockItem.Type, new EntityId(product)), new StockItemCommand.ReceiveStock(quantity));
}
