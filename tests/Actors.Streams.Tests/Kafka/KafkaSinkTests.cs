using System.Text.Json;
using Actors.Runtime;
using Actors.Runtime.Streams.Publishing;
using Actors.Streams.CloudEvents;
using Actors.Streams.Kafka.Connections;
using Actors.Streams.Kafka.Development;
using Actors.Streams.Kafka.Sinks;
using Actors.Streams.Kafka.Sources;
using Actors.Streams.Publishing;
using Actors.Streams.Tests.Samples;
using Actors.TestKit.InMemory;
using Actors.TestKit.Time;
using Confluent.Kafka;

namespace Actors.Streams.Tests.Kafka;

/// <summary>Events that leave to a topic.</summary>
public sealed class KafkaSinkTests
{
    private static readonly Egress Coins = Egress.Named("coins", "/jars")
        .On<CoinPut>((e, _) => PublicEvent.Json("org.example.put-coin", new PutCoin(e.Coin), JarJson.Default.PutCoin))
        .Build();

    [Fact]
    [Trait("Invariant", "I4")]
    public async Task Events_arrive_as_CloudEvents_keyed_by_their_entity_in_its_order()
    {
        var cluster = KafkaCluster.Shared;
        var topic = await cluster.CreateTopic(4);
        await using (var node = await Publisher.Start(cluster, topic))
        {
            await Task.WhenAll(Enumerable.Range(0, 5).Select(j => node.Put($"jar-{j}", 0, 40)));
            await node.System.WaitForProjections(CancellationToken.None).WaitAsync(TestReader.Patience);
        }

        var records = Consume(cluster, topic, 4, 200);
        Assert.All(records.GroupBy(r => System.Text.Encoding.UTF8.GetString(r.Key.Span)), ofJar =>
        {
            var events = ofJar.Select(CloudEventFormat.Read).ToList();
            Assert.Equal(Enumerable.Range(0, 40), events.Select(e => JsonDocument.Parse(e.Data).RootElement.GetProperty("coin").GetInt32()));
            Assert.Equal(Enumerable.Range(1, 40).Select(i => $"{i}"), events.Select(e => e.Sequence));
            Assert.All(events, e => Assert.Equal(($"jar/{e.Subject}", "/jars", "org.example.put-coin"), (ofJar.Key, e.Source, e.Type)));
            Assert.Single(ofJar.Select(r => r.Origin.Split('@')[0]).Distinct());
        });
        Assert.Equal(200, records.Select(r => CloudEventFormat.Read(r).Id).Distinct().Count());
    }

    [Fact]
    [Trait("Invariant", "I3")]
    public async Task An_event_that_was_sent_twice_takes_effect_once()
    {
        var cluster = KafkaCluster.Shared;
        var topic = await cluster.CreateTopic(1);
        await cluster.Send(topic, 0, [Event("a", 0), Event("a", 0), Event("a", 1), Event("a", 0)]);
        await using var reader = await TestReader.Start(
            cluster.Source(topic, KafkaCluster.NewName("group")), decoder: new CloudEventsDecoder(Jar.Model, Jar.Routes));
        await Eventually.Holds(
            () => reader.Ingress.Counts.Read == 4 && reader.Ingress.Counts.Accepted + reader.Ingress.Counts.Repeated == 4,
            () => reader.Ingress.Counts,
            TestReader.Patience);
        Assert.Equal([0, 1], await reader.Coins("a"));
    }

    [EmbeddedFact]
    [Trait("Invariant", "I3")]
    public async Task What_one_node_publishes_another_takes_in_once_while_the_broker_fails_and_goes_down()
    {
        using var cluster = KafkaCluster.Embedded();
        var topic = await cluster.CreateTopic(1);
        cluster.Broker!.FailNext(KafkaRequest.Produce, ErrorCode.RequestTimedOut, ErrorCode.NotLeaderForPartition, ErrorCode.NotEnoughReplicas);
        await using var publisher = await Publisher.Start(cluster, topic, TimeSpan.FromSeconds(2));
        await publisher.Put("a", 0, 30);
        cluster.TakeDown(1);
        await publisher.Put("a", 30, 20);
        cluster.Broker!.BringUp(1);
        await publisher.Put("a", 50, 10);
        await using var reader = await TestReader.Start(
            cluster.Source(topic, KafkaCluster.NewName("group")), decoder: new CloudEventsDecoder(Jar.Model, Jar.Routes));
        await reader.AssertCoins("a", 60);
    }

    [Fact]
    public void Wrong_options_are_refused_all_at_once()
    {
        var fault = Assert.Throws<ArgumentException>(() => new KafkaSink(new KafkaSinkOptions
        {
            Topic = " ",
            DeliveryTimeout = TimeSpan.Zero,
            Connection = new KafkaConnection { BootstrapServers = "", Settings = new Dictionary<string, string> { ["acks"] = "0" } },
        }));
        foreach (var part in new[] { "Topic", "DeliveryTimeout", "BootstrapServers", "'acks'" })
        {
            Assert.Contains(part, fault.Message, StringComparison.Ordinal);
        }
    }

    private static Message<byte[], byte[]> Event(string jar, int coin)
    {
        var envelope = new CloudEvent { Id = $"coin-{coin}", Source = "/tills/1", Type = "org.example.put-coin", Subject = jar };
        var headers = new Headers();
        foreach (var header in CloudEventFormat.WriteBinary(envelope))
        {
            headers.Add(header.Name, header.Value.ToArray());
        }

        return new Message<byte[], byte[]> { Value = JsonSerializer.SerializeToUtf8Bytes(new PutCoin(coin), JarJson.Default.PutCoin), Headers = headers };
    }

    private static List<SourceRecord> Consume(KafkaCluster cluster, string topic, int partitions, int count)
    {
        using var consumer = new ConsumerBuilder<byte[], byte[]>(
            new ConsumerConfig { BootstrapServers = cluster.BootstrapServers, GroupId = KafkaCluster.NewName("group"), EnableAutoCommit = false }).Build();
        consumer.Assign(Enumerable.Range(0, partitions).Select(p => new TopicPartitionOffset(topic, p, Offset.Beginning)));
        var records = new List<SourceRecord>();
        while (records.Count < count && consumer.Consume(TimeSpan.FromSeconds(20)) is { } result)
        {
            records.Add(KafkaRecords.Of(result));
        }

        Assert.Null(consumer.Consume(TimeSpan.FromMilliseconds(200)));
        Assert.Equal(count, records.Count);
        return records;
    }

    /// <summary>A node that publishes its coins.</summary>
    private sealed class Publisher(ActorSystem system, KafkaSink sink) : IAsyncDisposable
    {
        public ActorSystem System => system;

        public static async Task<Publisher> Start(KafkaCluster cluster, string topic, TimeSpan? deliveryTimeout = null)
        {
            var store = new InMemoryStore();
            var options = new KafkaSinkOptions { Topic = topic, Connection = new KafkaConnection { BootstrapServers = cluster.BootstrapServers } };
            var sink = new KafkaSink(options with { DeliveryTimeout = deliveryTimeout ?? options.DeliveryTimeout });
            var system = await ActorSystem.Start(Jar.Model, store, projections: [new EgressPublisher(Coins, sink, Jar.Model, store)]);
            return new Publisher(system, sink);
        }

        public async Task Put(string jar, int first, int count)
        {
            for (var coin = first; coin < first + count; coin++)
            {
                await system.EntityRef<Jar, JarCommand, JarEvent>(jar).Ask(new PutCoin(coin));
            }
        }

        public async ValueTask DisposeAsync()
        {
            await system.DisposeAsync();
            sink.Dispose();
        }
    }
}
