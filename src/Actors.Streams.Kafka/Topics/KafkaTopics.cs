using Actors.Streams.Kafka.Connections;
using Actors.Streams.Kafka.Native;
using Actors.Streams.Publishing;
using Confluent.Kafka;
using Confluent.Kafka.Admin;

namespace Actors.Streams.Kafka.Topics;

/// <summary>Creates topics on a real cluster. An embedded broker has <see cref="Development.EmbeddedBroker.CreateTopic"/> for that.</summary>
public static class KafkaTopics
{
    private static readonly HashSet<string> Reserved = ["bootstrap.servers"];
    private static readonly TimeSpan AnswerWithin = TimeSpan.FromSeconds(20);
    private static readonly TimeSpan SilentAfter = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan Between = TimeSpan.FromMilliseconds(50);

    /// <summary>Creates a topic where it is missing, with the cluster's own replication; one that exists is left as it is.</summary>
    /// <param name="connection">The cluster.</param>
    /// <param name="topic">The topic.</param>
    /// <param name="partitions">How many partitions it gets.</param>
    /// <param name="settings">Kafka's topic settings, such as <c>cleanup.policy</c>; <see langword="null"/> takes the cluster's.</param>
    /// <exception cref="ArgumentException">The connection is not configured rightly; the message names each fault.</exception>
    /// <exception cref="SinkUnavailableException">The cluster does not answer, or refuses it.</exception>
    public static Task Ensure(
        KafkaConnection connection, string topic, int partitions, IReadOnlyDictionary<string, string>? settings = null) =>
        Ensure(connection, new TopicSpecification { Name = topic, NumPartitions = partitions, ReplicationFactor = -1, Configs = settings?.ToDictionary() }, AnswerWithin);

    /// <summary>The same, with a time for the cluster to answer.</summary>
    internal static async Task Ensure(KafkaConnection connection, TopicSpecification topic, TimeSpan within)
    {
        using var admin = Connect(connection);
        try
        {
            await admin.CreateTopicsAsync([topic], new CreateTopicsOptions { RequestTimeout = within }).ConfigureAwait(false);
        }
        catch (CreateTopicsException exception) when (exception.Results.All(r => r.Error.Code is ErrorCode.TopicAlreadyExists or ErrorCode.NoError))
        {
            // It is there.
        }
        catch (KafkaException exception)
        {
            var reason = exception.Error.Code == ErrorCode.Local_TimedOut
                ? await Task.Run(() => WhyInVain(admin)).ConfigureAwait(false)
                : exception.Error.Reason;
            throw new SinkUnavailableException($"Kafka at {connection.BootstrapServers} did not create topic '{topic.Name}': {reason}", exception);
        }
    }

    /// <summary>
    /// Lets a topic be created by its first use, for brokers that are set up to do so, with the number of partitions that they choose. An
    /// embedded broker in another process gives it four.
    /// </summary>
    /// <param name="connection">The cluster.</param>
    /// <param name="topic">The topic.</param>
    /// <exception cref="ArgumentException">The connection is not configured rightly; the message names each fault.</exception>
    /// <exception cref="SinkUnavailableException">The cluster does not answer in time, or does not create it.</exception>
    public static Task EnsureByUse(KafkaConnection connection, string topic) => Task.Run(async () =>
    {
        using var admin = Connect(connection);
        var asked = TimeProvider.System.GetTimestamp();
        while (true)
        {
            try
            {
                var found = admin.GetMetadata(topic, AnswerWithin).Topics.Single();
                if (!found.Error.IsError && found.Partitions.Count > 0)
                {
                    return;
                }

                if (TimeProvider.System.GetElapsedTime(asked) > AnswerWithin)
                {
                    throw new SinkUnavailableException(
                        $"Kafka at {connection.BootstrapServers} did not create topic '{topic}' when it was used: {found.Error.Reason}. Create it, or let the brokers do so.");
                }
            }
            catch (KafkaException exception)
            {
                throw new SinkUnavailableException(
                    $"Kafka at {connection.BootstrapServers} does not tell of topic '{topic}': {exception.Error.Reason}. Is a broker running there?", exception);
            }

            await Task.Delay(Between, TimeProvider.System).ConfigureAwait(false);
        }
    });

    /// <summary>What the client waited for, of which it says only that it did not come.</summary>
    private static string WhyInVain(IAdminClient admin)
    {
        try
        {
            admin.GetMetadata(SilentAfter);
            return "its brokers answer, but none of them as the controller, which alone creates topics; an embedded broker has none. Create it there, or let it be "
                + "created when it is first used.";
        }
        catch (KafkaException)
        {
            return "no broker answers. Is one running there?";
        }
    }

    private static IAdminClient Connect(KafkaConnection connection)
    {
        if (connection.Faults(Reserved).ToList() is { Count: > 0 } faults)
        {
            throw new ArgumentException($"The connection to Kafka is not configured rightly. {string.Join(" ", faults)}", nameof(connection));
        }

        NativeKafka.Require();
        var configuration = new AdminClientConfig();
        connection.ApplyTo(configuration);
        return new AdminClientBuilder(configuration).SetLogHandler((_, _) => { }).Build();
    }
}
