using System.Collections.Concurrent;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Actors.Journal;
using Actors.Projections;
using Actors.Runtime;
using Actors.Runtime.Streams.Publishing;
using Actors.Schema;
using Actors.Sharding;
using Actors.Streams;
using Actors.Streams.Kafka.Connections;
using Actors.Streams.Kafka.Development;
using Actors.Streams.Kafka.Sinks;
using Actors.Streams.Kafka.Sinks.Transactions;
using Actors.Streams.Kafka.Sources;
using Actors.Streams.Kafka.Topics;
using Actors.Streams.Publishing;
using Shop.Node.Inputs;
using Shop.Node.Running;
using Shop.Publishing;

namespace Shop.Node.Kafka;

/// <summary>
/// A run through Kafka: input -> topic -> consumer group -> entities -> topic -> a consumer that adds up what it sees. On a real
/// cluster events are published in transactions, by slices of the shards that the nodes share; the embedded broker has none, so there
/// they come at least once. Of several nodes one feeds and checks, the others (<see cref="RunOptions.IsServeOnly"/>) take their part of
/// the topics.
/// </summary>
internal sealed class KafkaPipeline : IAsyncDisposable
{
    private const int Partitions = 4;
    private const int Slices = 4; // Never changed while nodes run: each has a transactional id of its own.
    private const int JournalNumberMax = 1_000_000_000;
    private static readonly TimeSpan Between = TimeSpan.FromMilliseconds(20);
    private static readonly ReaderName JournalNumber = new("kafka topics of this journal");
    private static readonly ShardId Place = new(0);
    private readonly EmbeddedBroker? _embedded;
    private readonly KafkaConnection _connection;
    private readonly RunOptions _options;
    private readonly ConcurrentBag<IDisposable> _sinks = [];
    private readonly CancellationTokenSource _stopping = new();
    private readonly PublishedTotals _totals = new();
    private KafkaTopicReader? _reader;
    private Task _checking = Task.CompletedTask;
    private readonly SemaphoreSlim _preparing = new(1);
    private string? _prefix;

    private KafkaPipeline(EmbeddedBroker? embedded, KafkaConnection connection, RunOptions options)
    {
        _embedded = embedded;
        _connection = connection;
        _options = options;
    }

    /// <summary>Whether other nodes may read and publish as well.</summary>
    public bool IsShared => _options.Cluster is not null;

    /// <summary>In a cluster the nodes share the partitions themselves: those of a dead node are read again as soon as its shards have an owner.</summary>
    private KafkaSharing Sharing => IsShared ? KafkaSharing.Cluster : KafkaSharing.Group;

    /// <summary>One line for the person who waits: where the records go, and what that is worth.</summary>
    public string Title => _embedded is null
        ? $"Through Kafka at {_connection.BootstrapServers}; events leave in transactions."
        : $"Through an embedded broker at {_connection.BootstrapServers}. It is for development: it keeps nothing on disk and ends with this process. "
            + "The journal is durable; the input is fed again at the next start.";

    /// <summary>What the consumer of the published events has added up.</summary>
    public PublishedTotals Totals => _totals;

    /// <summary>Starts the embedded broker, or takes a cluster.</summary>
    public static KafkaPipeline Open(RunOptions options)
    {
        if (!string.IsNullOrEmpty(options.Kafka))
        {
            return new KafkaPipeline(null, new KafkaConnection { BootstrapServers = options.Kafka }, options);
        }

        var broker = EmbeddedBroker.Start();
        return new KafkaPipeline(broker, new KafkaConnection { BootstrapServers = broker.BootstrapServers }, options);
    }

    /// <summary>Publish Shop's events; give them to the node among the projections.</summary>
    public IReadOnlyList<IProjectionStore> Publishers(ActorModel model, IJournalStore store)
    {
        var egress = ShopEgress.Create();
        if (_embedded is not null)
        {
            return [new DeferredPublisher(egress.Name, egress.Name, null, token => Prepared(store, () => AtLeastOnce(egress, model, store), token))];
        }

        return
        [
            .. ShardSlice.Of(Slices).Select(slice => new DeferredPublisher(
                new ReaderName($"{egress.Name} {slice}"), egress.Name, slice, token => Prepared(store, () => InTransactions(egress, model, store, slice), token))),
        ];
    }

    /// <summary>The way of a run's inputs through topics. The node must have started.</summary>
    public IInputs Inputs(ActorSystem system) => new FedInputs(this, system);

    /// <summary>A topic that others fill.</summary>
    public KafkaSource Source(string topic, string group) => new(new KafkaSourceOptions
    {
        Name = "shop",
        Connection = _connection,
        GroupId = group,
        Topics = [topic],
        Sharing = Sharing,
        SessionTimeout = TimeSpan.FromSeconds(10),
    });

    /// <summary>Waits until all that is durable is published, by whichever node, and the consumer has seen it.</summary>
    /// <exception cref="SourceUnreadableException">Records were gone before it saw them, or the cluster does not answer.</exception>
    public async Task WaitForEnd(IJournalStore store, CancellationToken cancellationToken)
    {
        while (_embedded is null && !await IsPublished(store, cancellationToken))
        {
            await Task.Delay(Between, TimeProvider.System, cancellationToken);
        }

        while (_reader is not { } reader || !await Task.Run(reader.IsAtEnd, cancellationToken))
        {
            if (_checking.IsFaulted)
            {
                await _checking;
            }

            await Task.Delay(Between, TimeProvider.System, cancellationToken);
        }
    }

    /// <summary>Ends the checking consumer and the embedded broker. The node must have stopped.</summary>
    public async ValueTask DisposeAsync()
    {
        await _stopping.CancelAsync();
        await _checking.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        foreach (var sink in _sinks)
        {
            sink.Dispose();
        }

        _embedded?.Dispose();
        _stopping.Dispose();
        _preparing.Dispose();
    }

    /// <summary>Creates the topic of an input, which is named after it, and says how it is read.</summary>
    internal async Task<(KafkaFeedOptions Feed, KafkaSourceOptions Group)> TopicOf(ISource source, IJournalStore store, CancellationToken cancellationToken)
    {
        await Prepare(store, cancellationToken);
        var digest = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(source.Lane.Name)).AsSpan(0, 4));
        var topic = $"{_prefix}-in-{digest}";
        await CreateTopic(topic, Partitions);
        var group = new KafkaSourceOptions
        {
            Name = "shop",
            Connection = _connection,
            GroupId = topic,
            Topics = [topic],
            Sharing = Sharing,
            SessionTimeout = TimeSpan.FromSeconds(10),
        };
        return (new KafkaFeedOptions(_connection, topic, Partitions), group);
    }

    /// <summary>Topics are named after a number of the journal's own, so that two journals never share them.</summary>
    private async Task Prepare(IJournalStore store, CancellationToken cancellationToken)
    {
        await _preparing.WaitAsync(cancellationToken);
        try
        {
            if (_prefix is null)
            {
                await PrepareOnce(store, cancellationToken);
            }
        }
        finally
        {
            _preparing.Release();
        }
    }

    private async Task PrepareOnce(IJournalStore store, CancellationToken cancellationToken)
    {
        if (_options.EventsTopic is not null)
        {
            _prefix = _options.EventsTopic; // Others made the topics, and others check them.
            return;
        }

        var number = await NumberOf(store, cancellationToken);
        var prefix = string.Create(CultureInfo.InvariantCulture, $"shop-{number}");
        await CreateTopic($"{prefix}-events", Partitions);
        if (_embedded is null)
        {
            await CreateTopic($"{prefix}-events-offsets", 1, new Dictionary<string, string> { ["cleanup.policy"] = "compact" });
        }

        if (!_options.IsServeOnly)
        {
            _reader = new KafkaTopicReader(_connection, $"{prefix}-events", Partitions);
            _checking = _reader.Run(_totals.Take, _stopping.Token);
        }

        _prefix = prefix;
    }

    /// <summary>The number in the names of the topics: drawn by the node that feeds, awaited by the others.</summary>
    private async Task<long> NumberOf(IJournalStore store, CancellationToken cancellationToken)
    {
        while (true)
        {
            if ((await store.Offsets.Load(JournalNumber, cancellationToken)).GetValueOrDefault(Place) is > 0 and var number)
            {
                return number;
            }

            if (_options.IsServeOnly)
            {
                await Task.Delay(Between, TimeProvider.System, cancellationToken);
            }
            else
            {
                var drawn = new Dictionary<ShardId, long> { [Place] = RandomNumberGenerator.GetInt32(1, JournalNumberMax) };
                await store.Offsets.Save(JournalNumber, drawn, cancellationToken);
            }
        }
    }

    private Task CreateTopic(string topic, int partitions, IReadOnlyDictionary<string, string>? settings = null)
    {
        if (_embedded is null)
        {
            return _options.HasAutoTopics
                ? KafkaTopics.EnsureByUse(_connection, topic)
                : KafkaTopics.Ensure(_connection, topic, partitions, settings);
        }

        _embedded.CreateTopic(topic, partitions);
        return Task.CompletedTask;
    }

    private async Task<IEgressPublisher> Prepared(IJournalStore store, Func<IEgressPublisher> make, CancellationToken cancellationToken)
    {
        await Prepare(store, cancellationToken);
        return make();
    }

    private TransactionalPublisher InTransactions(Egress egress, ActorModel model, IJournalStore store, ShardSlice slice)
    {
        var topic = EventsTopic;
        var sink = new KafkaTransactionalSink(new KafkaTransactionalSinkOptions
        {
            Connection = _connection,
            Topic = topic,
            OffsetsTopic = $"{topic}-offsets",
            TransactionalId = string.Create(CultureInfo.InvariantCulture, $"{topic}-{slice.Index}-of-{slice.Count}"),
        });
        _sinks.Add(sink);
        return new TransactionalPublisher(egress, sink, model, store, slice: slice);
    }

    private EgressPublisher AtLeastOnce(Egress egress, ActorModel model, IJournalStore store)
    {
        var sink = new KafkaSink(new KafkaSinkOptions { Connection = _connection, Topic = EventsTopic });
        _sinks.Add(sink);
        return new EgressPublisher(egress, new PacedSink(sink, () => _reader!.Count), model, new VolatileStore(store));
    }

    private string EventsTopic => _options.EventsTopic ?? $"{_prefix}-events";

    /// <summary>Whether the publishers of all nodes have come to the present end of the journal.</summary>
    private static async Task<bool> IsPublished(IJournalStore store, CancellationToken cancellationToken)
    {
        var heads = await store.Journal.Heads([.. store.Journal.ShardCount.All], cancellationToken);
        var published = await store.Offsets.Load(ShopEgress.Create().Name, cancellationToken);
        return heads.All(h => published.GetValueOrDefault(h.Shard) >= h.Head.Value);
    }
}
