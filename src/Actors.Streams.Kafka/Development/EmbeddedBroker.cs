using System.Runtime.InteropServices;
using Actors.Streams.Kafka.Native;
using Confluent.Kafka;

namespace Actors.Streams.Kafka.Development;

/// <summary>
/// A Kafka cluster inside this process, for development and tests: librdkafka's mock cluster. It speaks Kafka's protocol on
/// 127.0.0.1, on ports that the system picks. It is NOT a Kafka: nothing is durable, each partition keeps about its last 5 MB and
/// drops older records silently, and transactions are accepted without effect. Brokers are numbered from 1. Thread-safe.
/// </summary>
public sealed class EmbeddedBroker : IDisposable
{
    /// <summary>The most brokers of one cluster.</summary>
    public const int BrokersMax = 16;

    private readonly Lock _lock = new();
    private readonly nint _client;
    private nint _cluster;

    private EmbeddedBroker(nint client, nint cluster, int brokers)
    {
        _client = client;
        _cluster = cluster;
        BrokerCount = brokers;
        BootstrapServers = Marshal.PtrToStringUTF8(MockCluster.Bootstraps(cluster))!;
    }

    /// <summary>Where clients connect: host and port of each broker.</summary>
    public string BootstrapServers { get; }

    /// <summary>How many brokers it has, down ones too.</summary>
    public int BrokerCount { get; }

    /// <summary>Starts a cluster; it listens when this returns.</summary>
    /// <param name="brokers">1 to <see cref="BrokersMax"/>.</param>
    /// <exception cref="DllNotFoundException">librdkafka is not installed.</exception>
    public static EmbeddedBroker Start(int brokers = 1)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(brokers, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(brokers, BrokersMax);
        NativeKafka.Require();
        var client = MockCluster.NewClient();
        var cluster = MockCluster.NewCluster(client, brokers);
        if (cluster == 0)
        {
            MockCluster.DestroyClient(client);
            throw new InvalidOperationException("librdkafka could not start its mock cluster.");
        }

        return new EmbeddedBroker(client, cluster, brokers);
    }

    /// <summary>Creates a topic. A topic that a client asks for without this gets 4 partitions.</summary>
    public void CreateTopic(string topic, int partitions) =>
        Do(cluster => MockCluster.CreateTopic(cluster, topic, partitions, BrokerCount), $"create topic '{topic}'");

    /// <summary>Lets the next requests of a kind fail, one for each error, in this order, on whichever broker they reach.</summary>
    public void FailNext(KafkaRequest request, params ReadOnlySpan<ErrorCode> errors)
    {
        var codes = new int[errors.Length];
        for (var i = 0; i < errors.Length; i++)
        {
            codes[i] = (int)errors[i];
        }

        Do(cluster => MockCluster.PushErrors(cluster, (short)request, (nuint)codes.Length, codes));
    }

    /// <summary>Forgets the failures of a kind of request that have not happened yet.</summary>
    public void StopFailing(KafkaRequest request) => Do(cluster => MockCluster.ClearErrors(cluster, (short)request));

    /// <summary>
    /// Takes a broker down: its connections break and new ones are refused. What it holds stays. Start no process meanwhile: librdkafka closes the
    /// broker's port and takes it again at once, and ends this process where it cannot, as while a child has a copy of the port that has not run its program yet.
    /// </summary>
    public void TakeDown(int broker) => Do(cluster => MockCluster.SetDown(cluster, broker), $"take broker {broker} down");

    /// <summary>Brings a broker back.</summary>
    public void BringUp(int broker) => Do(cluster => MockCluster.SetUp(cluster, broker), $"bring broker {broker} up");

    /// <summary>Delays every answer of a broker; in whole milliseconds, zero ends it.</summary>
    public void Delay(int broker, TimeSpan roundTrip) =>
        Do(cluster => MockCluster.SetRoundTrip(cluster, broker, (int)roundTrip.TotalMilliseconds), $"delay broker {broker}");

    /// <summary>Ends the cluster and forgets all it held. A second call does nothing.</summary>
    public void Dispose()
    {
        lock (_lock)
        {
            if (_cluster == 0)
            {
                return;
            }

            MockCluster.DestroyCluster(_cluster);
            MockCluster.DestroyClient(_client);
            _cluster = 0;
        }
    }

    private void Do(Func<nint, int> call, string what)
    {
        var error = 0;
        Do(cluster => error = call(cluster));
        if (error != 0)
        {
            throw new InvalidOperationException($"The embedded broker could not {what}: {new Error((ErrorCode)error).Reason}");
        }
    }

    private void Do(Action<nint> call)
    {
        lock (_lock)
        {
            ObjectDisposedException.ThrowIf(_cluster == 0, this);
            call(_cluster);
        }
    }
}
