using System.Diagnostics;
using System.Net;
using System.Text;
using Actors.Hosting.Tests.Node;
using Actors.Streams.CloudEvents;
using Actors.Streams.Kafka.Sources;
using Actors.TestKit.Time;
using Confluent.Kafka;

namespace Actors.Hosting.Tests.Telemetry.Story;

/// <summary>
/// One story is one trace, from what came in to what goes out, over two nodes: looked at by a collector and by a consumer of the topic.
/// </summary>
public sealed class TracedStoryTests
{
    private const int Parcels = 6; // Their shelves, too, lie on shards of both nodes.
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);
    private readonly ActivityTraceId _trace = ActivityTraceId.CreateRandom();
    private readonly ActivitySpanId _root = ActivitySpanId.CreateRandom();

    private string TraceParent => $"00-{_trace}-{_root}-01";

    [Fact]
    public async Task From_a_Kafka_record_through_two_nodes_a_reaction_and_a_side_effect_to_the_published_record()
    {
        await using var collector = await Collector.Start();
        await using var cluster = await ParcelCluster.Start(collector.Address);
        cluster.Broker.CreateTopic("orders", 2);
        using var stopping = new CancellationTokenSource();
        var source = new KafkaSource(new KafkaSourceOptions { Name = "orders", Connection = cluster.Connection, GroupId = "parcels", Topics = ["orders"] });
        var running = cluster.First.System.Connect(source, new CloudEventsDecoder(ParcelModel.Model, ParcelModel.Routes)).Run(stopping.Token);
        Send(cluster);
        var published = await Task.Run(() => PublishedTraces(cluster));
        await stopping.CancelAsync();
        await running;
        var spans = await Collected(collector, cluster, p => OwnersOf(cluster, p));
        AssertStory(spans, published, entrance: "process ");
    }

    [Fact]
    public async Task From_a_request_through_two_nodes_a_reaction_and_a_side_effect_to_the_published_record()
    {
        await using var collector = await Collector.Start();
        await using var cluster = await ParcelCluster.Start(collector.Address);
        using var client = new HttpClient { BaseAddress = cluster.First.Address, Timeout = Patience };
        client.DefaultRequestHeaders.Add("traceparent", TraceParent);
        for (var i = 0; i < Parcels; i++)
        {
            using var answer = await client.PostAsync(
                new Uri($"/entities/parcel/p{i}/commands/place", UriKind.Relative), Answers.Json($$"""{"shelf":"s{{i}}"}"""));
            Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        }

        var published = await Task.Run(() => PublishedTraces(cluster));
        var spans = await Collected(collector, cluster, p => OwnersOf(cluster, p));
        AssertStory(spans, published, entrance: "ask parcel");
    }

    /// <summary>Everything that was sent until the nodes had stopped; before that, the spans must tell of decisions on both nodes.</summary>
    private async Task<IReadOnlyList<CollectedSpan>> Collected(
        Collector collector, ParcelCluster cluster, Func<IEnumerable<CollectedSpan>, int> ownersOf)
    {
        await Eventually.Holds(
            () => ownersOf(collector.Spans(_trace)) == 2, () => string.Join('\n', collector.Spans(_trace).Select(s => s.Name)), Patience);
        await cluster.Stop();
        return collector.Spans(_trace);
    }

    private static int OwnersOf(ParcelCluster cluster, IEnumerable<CollectedSpan> spans) =>
        spans.Where(s => s.Name.StartsWith("decide ", StringComparison.Ordinal)).Select(s => cluster.OwnerOf(s.Tags["actors.shard"])).Distinct().Count();

    private void AssertStory(IReadOnlyList<CollectedSpan> spans, IReadOnlyList<string> published, string entrance)
    {
        var byId = spans.ToDictionary(s => s.Id);
        string[] kinds =
        [
            entrance, "decide parcel", "decide shelf", "commit", "react picking", "side effect courier", "project counter", "publish egress departures",
        ];
        Assert.All(kinds, kind => Assert.Contains(spans, s => s.Name.StartsWith(kind, StringComparison.Ordinal)));
        Assert.All(spans, s => Assert.True(s.Parent == _root || byId.ContainsKey(s.Parent), $"'{s.Name}' hangs in the air."));
        Assert.Equal(Parcels, published.Count);
        foreach (var parent in published)
        {
            Assert.True(ActivityContext.TryParse(parent, null, out var context), parent);
            var path = PathOf(byId, context.SpanId);
            Assert.Equal(["publish egress departures", "side effect courier", "react picking"], path.Take(3));
            Assert.Contains(path, name => name.StartsWith(entrance, StringComparison.Ordinal));
            Assert.Equal("root", path[^1]);
        }
    }

    /// <summary>The names from a span up to where the story began.</summary>
    private List<string> PathOf(Dictionary<ActivitySpanId, CollectedSpan> byId, ActivitySpanId id)
    {
        var path = new List<string>();
        while (byId.TryGetValue(id, out var span))
        {
            path.Add(span.Name);
            id = span.Parent;
        }

        path.Add(id == _root ? "root" : "nowhere");
        return path;
    }

    private void Send(ParcelCluster cluster)
    {
        using var producer = new ProducerBuilder<string, byte[]>(new ProducerConfig { BootstrapServers = cluster.Broker.BootstrapServers }).Build();
        for (var i = 0; i < Parcels; i++)
        {
            producer.Produce("orders", new Message<string, byte[]>
            {
                Key = $"p{i}",
                Value = Encoding.UTF8.GetBytes($$"""{"shelf":"s{{i}}"}"""),
                Headers = new Headers
                {
                    { "ce_specversion", "1.0"u8.ToArray() }, { "ce_id", Encoding.UTF8.GetBytes($"{i}") }, { "ce_source", "/shop"u8.ToArray() },
                    { "ce_type", Encoding.UTF8.GetBytes(ParcelModel.CommandType) }, { "ce_subject", Encoding.UTF8.GetBytes($"p{i}") },
                    { "traceparent", Encoding.UTF8.GetBytes(TraceParent) },
                },
            });
        }

        producer.Flush(Patience);
    }

    /// <summary>The trace contexts that a consumer of the topic gets, one of each parcel.</summary>
    private static IReadOnlyList<string> PublishedTraces(ParcelCluster cluster)
    {
        using var consumer = new ConsumerBuilder<string, byte[]>(
            new ConsumerConfig { BootstrapServers = cluster.Broker.BootstrapServers, GroupId = "check", EnableAutoCommit = false }).Build();
        consumer.Assign(Enumerable.Range(0, 2).Select(p => new TopicPartitionOffset(ParcelCluster.Departures, p, Offset.Beginning)));
        var traces = new Dictionary<string, string>();
        while (traces.Count < Parcels)
        {
            var record = consumer.Consume(Patience) ?? throw new TimeoutException($"Only {traces.Count} of {Parcels} parcels were published.");
            traces[record.Message.Key] = Encoding.UTF8.GetString(record.Message.Headers.GetLastBytes("ce_traceparent"));
        }

        return [.. traces.Values];
    }
}
