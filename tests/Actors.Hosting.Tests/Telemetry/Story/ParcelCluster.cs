using System.Globalization;
using Actors.Hosting.Configuration;
using Actors.Hosting.Telemetry;
using Actors.Runtime.Streams.Publishing;
using Actors.Streams.Kafka.Connections;
using Actors.Streams.Kafka.Development;
using Actors.Streams.Kafka.Sinks;
using Actors.TestKit.Postgres;
using Actors.TestKit.Time;

namespace Actors.Hosting.Tests.Telemetry.Story;

/// <summary>Two nodes on one PostgreSQL, joined by a link over TCP, that publish to a topic and tell a collector.</summary>
internal sealed class ParcelCluster : IAsyncDisposable
{
    public const string Departures = "departures";
    private readonly PostgresServer _server;
    private readonly KafkaSink[] _sinks;
    private readonly List<ActorHost> _hosts = [];
    private readonly string _folder = Directory.CreateTempSubdirectory("actors-parcels-").FullName;

    private ParcelCluster(PostgresServer server, EmbeddedBroker broker)
    {
        _server = server;
        Broker = broker;
        _sinks = [NewSink(), NewSink()];
    }

    public EmbeddedBroker Broker { get; }

    public KafkaConnection Connection => new() { BootstrapServers = Broker.BootstrapServers };

    public ActorHost First => _hosts[0];

    public static async Task<ParcelCluster> Start(Uri collector)
    {
        var cluster = new ParcelCluster(
            await PostgresServer.Start(new PostgresServerOptions(), CancellationToken.None), EmbeddedBroker.Start(brokers: 1));
        cluster.Broker.CreateTopic(Departures, 2);
        for (var i = 0; i < 2; i++)
        {
            cluster._hosts.Add(await cluster.StartHost(i, collector));
        }

        await Eventually.Holds(
            () => cluster.First.System.Cluster.Shards.Select(s => s.Owner).Distinct().Count() == 2 && !cluster.First.System.Cluster.Shards.Any(s => s.Owner is null),
            () => string.Join(", ", cluster.First.System.Cluster.Shards),
            TimeSpan.FromMinutes(2));
        return cluster;
    }

    /// <summary>The owner of a shard.</summary>
    public string OwnerOf(string shard) => First.System.Cluster.Shards[int.Parse(shard, CultureInfo.InvariantCulture)].Owner!;

    /// <summary>Stops both nodes; what they have to tell the collector is sent then.</summary>
    public async Task Stop()
    {
        foreach (var host in _hosts)
        {
            await host.DisposeAsync();
        }

        _hosts.Clear();
    }

    public async ValueTask DisposeAsync()
    {
        await Stop();
        foreach (var sink in _sinks)
        {
            sink.Dispose();
        }

        Broker.Dispose();
        await _server.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    private Task<ActorHost> StartHost(int index, Uri collector) => ActorHost.Start(
        new ActorApplication
        {
            Model = ParcelModel.Model,
            Projections = store =>
                [new ParcelCounter(), new EgressPublisher(ParcelModel.Departures, _sinks[index], ParcelModel.Model, store)],
        },
        new ActorsOptions
        {
            Postgres = _server.ConnectionString(),
            DataDirectory = Directory.CreateDirectory(Path.Combine(_folder, $"n{index + 1}")).FullName,
            Port = 0,
            Shards = 16,
            NodeName = $"n{index + 1}",
            Cluster = new ClusterSettings { Port = 0 },
            Telemetry = new TelemetryOptions { OtlpEndpoint = collector, TraceRatio = 0 },
        },
        CancellationToken.None);

    private KafkaSink NewSink() => new(new KafkaSinkOptions { Connection = Connection, Topic = Departures });
}
