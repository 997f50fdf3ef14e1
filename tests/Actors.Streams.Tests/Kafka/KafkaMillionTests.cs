using System.Globalization;
using Actors.Runtime.Streams;
using Actors.Streams.Tests.Samples;
using Actors.TestKit.InMemory;
using Actors.TestKit.Time;
using Xunit.Abstractions;

namespace Actors.Streams.Tests.Kafka;

/// <summary>A topic of a million records before a journal that stands still.</summary>
[Collection(MemoryCollection.Name)]
public sealed class KafkaMillionTests(ITestOutputHelper output)
{
    private const int Partitions = 8;
    private const int EachTime = 12_500;
    private const int Count = 1_000_000;
    private const int Jars = 40;

    /// <summary>More than what is in hand and in the buffers of all partitions when it goes on: these come from the topic.</summary>
    private const int Awaited = 150_000;

    [EmbeddedFact]
    [Trait("Invariant", "I7")]
    public async Task A_million_records_wait_in_the_topic_while_the_journal_stands_still_and_come_in_when_it_goes_on()
    {
        using var cluster = KafkaCluster.Embedded();
        var topic = await cluster.CreateTopic(Partitions);
        var store = new InMemoryStore();
        await using var reader = await TestReader.Start(cluster.Source(topic, KafkaCluster.NewName("group")), store);
        await WriteAll(cluster, topic, 0, 1);
        await Eventually.Holds(() => reader.Ingress.Counts.Accepted == Partitions, () => reader.Ingress.Counts, TestReader.Patience);
        store.Faults.Pause();
        var before = GC.GetTotalMemory(forceFullCollection: true);
        for (var first = 1; first < Count / Partitions; first += EachTime)
        {
            await WriteAll(cluster, topic, first, Math.Min(EachTime, (Count / Partitions) - first));
        }

        // What is in hand waits for the entities, all buffers are full, and nothing is fetched.
        await Eventually.Holds(
            () => reader.Source.Partitions.All(p => p is { IsPaused: true, Waiting: > 256 }),
            () => $"{reader.Ingress.Counts} {string.Join(' ', reader.Source.Partitions)}",
            TimeSpan.FromMinutes(2));
        var held = GC.GetTotalMemory(forceFullCollection: true) - before;
        output.WriteLine($"{held >> 20} MB are held for {reader.Ingress.Counts.Read} in hand and {reader.Source.Partitions.Sum(p => p.Waiting)} that wait");
        Assert.InRange(reader.Ingress.Counts.Read, 0, Partitions * (Ingress.RecordsInHandMax + 2));
        Assert.All(reader.Source.Partitions, p => Assert.InRange(p.Waiting, 0, 512));
        Assert.InRange(held, long.MinValue, 256L << 20); // All of them would take more than four times as much.
        Assert.Equal(Partitions, reader.Ingress.Counts.Accepted);
        Assert.Equal(Partitions, reader.Source.Partitions.Count);

        store.Faults.Resume();
        await Eventually.Holds(() => reader.Ingress.Counts.Accepted >= Awaited, () => $"{reader.Ingress.Counts} {reader.Troubles()}", TimeSpan.FromMinutes(3));
        Assert.Equal((0, 0), (reader.Ingress.Counts.Repeated, reader.Ingress.Counts.DeadLettered));
        for (var jar = 0; jar < Jars; jar++)
        {
            for (var partition = 0; partition < Partitions; partition++)
            {
                var coins = await reader.Coins(Name(partition, jar));
                Assert.Equal(Enumerable.Range(0, coins.Count).Select(n => (long)(jar + (n * Jars))), coins);
            }
        }
    }

    private static string Name(int partition, int jar) => string.Create(CultureInfo.InvariantCulture, $"{partition}-{jar}");

    private static Task WriteAll(KafkaCluster cluster, string topic, int first, int count) => Task.WhenAll(Enumerable.Range(0, Partitions).Select(p =>
        cluster.Write(topic, p, Enumerable.Range(first, count).Select(n => string.Create(CultureInfo.InvariantCulture, $"{Name(p, n % Jars)} {n}")))));
}
