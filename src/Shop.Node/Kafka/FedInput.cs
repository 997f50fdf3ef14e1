using System.Globalization;
using Actors;
using Actors.Runtime;
using Actors.Runtime.Streams;
using Actors.Runtime.Streams.Partitions;
using Actors.Streams;
using Actors.Streams.CloudEvents;
using Actors.Streams.Kafka.Sources;
using Actors.Streams.Kafka.Topics;
using Actors.Streams.Publishing;
using Shop.Node.Inputs;
using Shop.Node.Running;
using Shop.Publishing;

namespace Shop.Node.Kafka;

/// <summary>
/// An input that goes through a topic: a feed copies it there as CloudEvents, a consumer group brings it to the entities. What the
/// input's decoder cannot read is sent as it is, so that it becomes a dead letter behind Kafka.
/// </summary>
internal sealed class FedInput(ISource source, IDecoder decoder, ActorSystem system, KafkaPipeline pipeline) : IInput
{
    private static readonly TimeSpan Between = TimeSpan.FromMilliseconds(20);
    private static readonly TimeSpan LookEvery = TimeSpan.FromMilliseconds(200);
    private volatile LanePosition[] _places = [];
    private PartitionedIngress? _ingress;
    private KafkaSource? _group;
    private string _topic = string.Empty;

    public IReadOnlyList<Lane> Lanes { get; private set; } = [];

    public long Read => Enumerable.Range(0, _places.Length).Sum(ReadUpTo);

    public IngressCounts Counts => _ingress?.Counts ?? new IngressCounts(0, 0, 0, 0, 0, 0);

    public async Task Run(CancellationToken cancellationToken)
    {
        var options = await Connect(cancellationToken);
        var feed = new KafkaFeed(options);
        using var reading = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var ingesting = Task.CompletedTask;
        var looking = LookForOthers(reading.Token);
        try
        {
            // What was done before this start need not be waited for: an embedded broker is first filled again up to there.
            var feeding = feed.Copy(source, record => Map(record, options.Topic), ReadUpTo, reading.Token);
            await Task.WhenAny(feeding, WaitFor(() => feed.Ends.Zip(_places).All(p => p.First >= p.Second.Value), reading.Token));
            ingesting = _ingress!.Run(reading.Token);
            await feeding;
            await WaitFor(() => feed.Ends.Select((end, partition) => ReadUpTo(partition) >= end).All(isRead => isRead), cancellationToken);
        }
        finally
        {
            await reading.CancelAsync();
            await ingesting;
            await looking.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    /// <summary>Takes part in reading what another node feeds, until the token falls.</summary>
    public async Task Follow(CancellationToken cancellationToken)
    {
        await Patience.WhileUnavailable(() => Connect(cancellationToken), cancellationToken);
        await _ingress!.Run(cancellationToken);
    }

    private static Lane LaneOf(string name, string topic, int partition) =>
        new(string.Create(CultureInfo.InvariantCulture, $"kafka:{name}/{topic}/{partition}"));

    private static async Task WaitFor(Func<bool> condition, CancellationToken cancellationToken)
    {
        while (!condition())
        {
            await Task.Delay(Between, TimeProvider.System, cancellationToken);
        }
    }

    /// <summary>Connects the consumer group of the input's topic to the entities.</summary>
    private async Task<KafkaFeedOptions> Connect(CancellationToken cancellationToken)
    {
        var (options, group) = await pipeline.TopicOf(source, system.Store, cancellationToken);
        Lanes = [.. Enumerable.Range(0, options.Partitions).Select(p => LaneOf(group.Name, options.Topic, p))];
        _places = await Places(cancellationToken);
        _topic = options.Topic;
        _group = new KafkaSource(group);
        _ingress = system.Connect(_group, new CloudEventsDecoder(system.Model, ShopCommands.Routes(system.Model)));
        return options;
    }

    private Task<LanePosition[]> Places(CancellationToken cancellationToken) =>
        Task.WhenAll(Lanes.Select(lane => system.PlaceOn(lane, cancellationToken)));

    /// <summary>Looks how far the other nodes have read the partitions that they have; on one node there are none.</summary>
    private async Task LookForOthers(CancellationToken cancellationToken)
    {
        while (pipeline.IsShared)
        {
            await Task.Delay(LookEvery, TimeProvider.System, cancellationToken);
            _places = await Patience.WhileUnavailable(() => Places(cancellationToken), cancellationToken);
        }
    }

    private SinkRecord? Map(SourceRecord record, string topic)
    {
        var decoded = decoder.Decode(record);
        if (decoded.Command is { } command)
        {
            var id = decoded.Id?.Value ?? record.Position.Value.ToString(CultureInfo.InvariantCulture);
            return ShopCommands.Encode(system.Model, command, $"/shop/input/{topic}", id);
        }

        return decoded.Failure is null ? null : new SinkRecord(record.Origin, record.Payload, []);
    }

    /// <summary>Below which offset all of a partition is durable: as saved, or as said by this process since.</summary>
    private long ReadUpTo(int partition) => Math.Max(_places[partition].Value, _group?.NextOffset(_topic, partition) ?? 0);
}
