using System.Globalization;
using Actors.Streams.RabbitMq.Sources;
using Actors.TestKit.InMemory;
using Actors.TestKit.Time;

namespace Actors.Streams.Tests.RabbitMq;

/// <summary>Sources whose broker, connection or journal goes away in the middle.</summary>
public sealed class QueueFaultTests
{
    private const int Count = 2_000;
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);
    private readonly InMemoryStore _store = new();

    [Fact]
    [Trait("Invariant", "I3")]
    public async Task Messages_of_a_queue_take_effect_once_and_in_order_while_its_broker_is_killed()
    {
        await using var broker = await RabbitMqBroker.Start();
        await broker.CreateQueue("coins");
        await broker.Send("coins", Numbered(0, Count));
        await Settle(broker);
        await using var node = await ReadingNode.Start(_store, new RabbitMqQueueSource(broker.QueueOptions("coins")));
        await TakesEffectThroughKills(node, broker, "coins");
    }

    [Fact]
    [Trait("Invariant", "I3")]
    public async Task Records_of_a_stream_take_effect_once_and_in_order_while_its_broker_is_killed()
    {
        await using var broker = await RabbitMqBroker.Start();
        await broker.CreateStream("coins");
        await broker.Send("coins", Numbered(0, Count));
        await Settle(broker);
        await using var node = await ReadingNode.Start(_store, new RabbitMqStreamSource(broker.StreamOptions("coins")));
        await TakesEffectThroughKills(node, broker, "coins");
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    [Trait("Invariant", "I4")]
    public async Task A_broker_that_answers_late_is_waited_for(bool isStream)
    {
        await using var broker = await RabbitMqBroker.Start();
        await (isStream ? broker.CreateStream("coins") : broker.CreateQueue("coins"));
        await broker.Send("coins", Numbered(0, Count));
        await using var node = await ReadingNode.Start(
            _store, isStream ? new RabbitMqStreamSource(broker.StreamOptions("coins")) : new RabbitMqQueueSource(broker.QueueOptions("coins")));
        for (var stop = 1; stop <= 3; stop++)
        {
            var before = Count / 8 * stop;
            await Eventually.Holds(() => node.Ingress.Counts.Accepted >= before, () => node.Ingress.Counts, Patience);
            await await broker.Server.HoldUp(TimeSpan.FromMilliseconds(400), CancellationToken.None);
        }

        await Eventually.Holds(() => node.Ingress.Counts.Accepted == Count, () => node.Ingress.Counts, Patience);
        Assert.Equal(Enumerable.Range(0, Count).Select(n => (long)n), await node.Coins("a"));
    }

    private static IEnumerable<(string? Id, string Text)> Numbered(int first, int count) =>
        Enumerable.Range(first, count).Select(n => ((string?)string.Create(CultureInfo.InvariantCulture, $"m{n}"), string.Create(CultureInfo.InvariantCulture, $"a {n}")));

    /// <summary>A queue is on disk some time after it was declared; a server that is stopped in good order has written it.</summary>
    private static async Task Settle(RabbitMqBroker broker)
    {
        await broker.Server.Stop(CancellationToken.None);
        await broker.Server.Restart(CancellationToken.None);
    }

    private static async Task TakesEffectThroughKills(ReadingNode node, RabbitMqBroker broker, string queue)
    {
        for (var kill = 1; kill <= 2; kill++)
        {
            var before = Count / 4 * kill;
            await Eventually.Holds(() => node.Ingress.Counts.Accepted >= before, () => node.Ingress.Counts, Patience);
            await broker.Server.Kill(CancellationToken.None);
            await broker.Server.Restart(CancellationToken.None);
        }

        await Eventually.Holds(() => broker.TrySend(queue, $"m{Count}", $"a {Count}"), within: Patience);
        await Eventually.Holds(() => node.Ingress.Counts.Accepted > Count, () => node.Ingress.Counts, Patience);
        var coins = await node.Coins("a");
        Assert.Equal(Enumerable.Range(0, Count).Select(n => (long)n), coins.Take(Count));
        Assert.All(coins.Skip(Count), coin => Assert.Equal(Count, coin));
    }
}
