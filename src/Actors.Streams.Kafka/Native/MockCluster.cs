using System.Runtime.InteropServices;
using System.Text;

namespace Actors.Streams.Kafka.Native;

/// <summary>librdkafka's mock cluster, as its header <c>rdkafka_mock.h</c> declares it.</summary>
internal static partial class MockCluster
{
    private const int Producer = 0;

    /// <summary>A client handle, which a cluster needs for its housekeeping.</summary>
    public static nint NewClient()
    {
        var error = new byte[512];
        var configuration = NewConfiguration();
        Set(configuration, "log_level", "2", error, (nuint)error.Length); // Else it warns that it has no broker to connect to.
        var client = New(Producer, configuration, error, (nuint)error.Length);
        return client != 0
            ? client
            : throw new InvalidOperationException($"librdkafka refuses to start: {Encoding.UTF8.GetString(error).TrimEnd('\0')}");
    }

    [LibraryImport(NativeKafka.Library, EntryPoint = "rd_kafka_destroy")]
    public static partial void DestroyClient(nint client);

    [LibraryImport(NativeKafka.Library, EntryPoint = "rd_kafka_mock_cluster_new")]
    public static partial nint NewCluster(nint client, int brokers);

    [LibraryImport(NativeKafka.Library, EntryPoint = "rd_kafka_mock_cluster_destroy")]
    public static partial void DestroyCluster(nint cluster);

    [LibraryImport(NativeKafka.Library, EntryPoint = "rd_kafka_mock_cluster_bootstraps")]
    public static partial nint Bootstraps(nint cluster);

    [LibraryImport(NativeKafka.Library, EntryPoint = "rd_kafka_mock_topic_create", StringMarshalling = StringMarshalling.Utf8)]
    public static partial int CreateTopic(nint cluster, string topic, int partitions, int replication);

    [LibraryImport(NativeKafka.Library, EntryPoint = "rd_kafka_mock_push_request_errors_array")]
    public static partial void PushErrors(nint cluster, short request, nuint count, int[] errors);

    [LibraryImport(NativeKafka.Library, EntryPoint = "rd_kafka_mock_clear_request_errors")]
    public static partial void ClearErrors(nint cluster, short request);

    [LibraryImport(NativeKafka.Library, EntryPoint = "rd_kafka_mock_broker_set_down")]
    public static partial int SetDown(nint cluster, int broker);

    [LibraryImport(NativeKafka.Library, EntryPoint = "rd_kafka_mock_broker_set_up")]
    public static partial int SetUp(nint cluster, int broker);

    [LibraryImport(NativeKafka.Library, EntryPoint = "rd_kafka_mock_broker_set_rtt")]
    public static partial int SetRoundTrip(nint cluster, int broker, int milliseconds);

    [LibraryImport(NativeKafka.Library, EntryPoint = "rd_kafka_conf_new")]
    private static partial nint NewConfiguration();

    [LibraryImport(NativeKafka.Library, EntryPoint = "rd_kafka_conf_set", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int Set(nint configuration, string name, string value, byte[] error, nuint errorLength);

    [LibraryImport(NativeKafka.Library, EntryPoint = "rd_kafka_new")]
    private static partial nint New(int type, nint configuration, byte[] error, nuint errorLength);
}
