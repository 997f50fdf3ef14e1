using System.Globalization;
using Actors.Runtime.Streams;
using Actors.Streams.RabbitMq.Sources;
using Actors.Streams.Tests.Samples;
using Actors.TestKit.InMemory;
using Actors.TestKit.Time;
using Xunit.Abstractions;

namespace Actors.Streams.Tests.RabbitMq;

/// <summary>Far more messages than fit in hand before a journal that stands still; a million at night.</summary>
[Collection(MemoryCollection.Name)]
public sealed class ManyMessagesTests(ITestOutputHelper output)
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(3);
    private static readonly bool IsNightly = Environment.GetEnvironmentVariable("ACTORS_NIGHTLY") == "1";
    private static readonly int Count = IsNightly ? 1_000_000 : 20_000;
    private static readonly int Awaited = Math.Min(Count, 50_000);
    private readonly InMemoryStore _store = new();

    [Fact]
    [Trait("Invariant", "I7")]
    public async Task Messages_of_a_queue_wait_in_their_broker_while_the_journal_stands_still_and_come_in_when_it_goes_on()
    {
        var broker = await RabbitMqBroker.Shared;
        var queue = RabbitMqBroker.NewName("queue");
        await broker.CreateQueue(queue);
        var options = broker.QueueOptions(queue);
        var source = new RabbitMqQueueSource(options);
        await using var node = await ReadingNode.Start(_store, source);
        await ComeInAfterStandstill(node, broker, queue, async () =>
        {
            await Eventually.Holds(
                async () => await broker.Ready(queue) == Count - 1 - options.Prefetch, () => $"{node.Ingress.Counts} {source.Waiting}", Patience);
            Assert.InRange(node.Ingress.Counts.Read, 1, 1 + options.Prefetch);
        });
    }

    [Fact]
    [Trait("Invariant", "I7")]
    public async Task Records_of_a_stream_wait_in_their_broker_while_the_journal_stands_still_and_come_in_when_it_goes_on()
    {
        var broker = await RabbitMqBroker.Shared;
        var stream = RabbitMqBroker.NewName("stream");
        await broker.CreateStream(stream);
        var options = broker.StreamOptions(stream);
        var source = new RabbitMqStreamSource(options);
        await using var node = await ReadingNode.Start(_store, source);
        await ComeInAfterStandstill(node, broker, stream, async () =>
        {
            await Eventually.Holds(() => source.Waiting >= options.BufferRecordsMax, () => $"{node.Ingress.Counts} {source.Waiting}", Patience);
            Assert.InRange(source.Waiting, 0, options.BufferRecordsMax + StreamPartition.ChunkRecordsMax);
            Assert.InRange(node.Ingress.Counts.Read, 1, Ingress.RecordsInHandMax + 2);
        });
    }

    private async Task ComeInAfterStandstill(ReadingNode node, RabbitMqBroker broker, string input, Func<Task> assertStandstill)
    {
        await broker.Send(input, Numbered(0, 1));
        await Eventually.Holds(() => node.Ingress.Counts.Accepted == 1, () => node.Ingress.Counts, Patience);
        _store.Faults.Pause();
        var before = GC.GetTotalMemory(forceFullCollection: true);
        await broker.Send(input, Numbered(1, Count - 1));
        await assertStandstill();
        var held = GC.GetTotalMemory(forceFullCollection: true) - before;
        output.WriteLine($"{held >> 20} MB are held of {Count} messages; {node.Ingress.Counts}");
        Assert.InRange(held, long.MinValue, 128L << 20);
        Assert.Equal(1, node.Ingress.Counts.Accepted);

        _store.Faults.Resume();
        await Eventually.Holds(() => node.Ingress.Counts.Accepted >= Awaited, () => node.Ingress.Counts, Patience);
        var coins = await node.Coins("a");
        Assert.Equal(Enumerable.Range(0, coins.Count).Select(n => (long)n), coins);
    }

    private static IEnumerable<(string? Id, string Text)> Numbered(int first, int count) =>
        Enumerable.Range(first, count).Select(n => n.ToString(CultureInfo.InvariantCulture)).Select(n => ((string?)$"m{n}", $"a {n}"));
}
