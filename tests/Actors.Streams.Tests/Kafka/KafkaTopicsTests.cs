using Actors.Streams.Kafka.Connections;
using Actors.Streams.Kafka.Topics;
using Actors.Streams.Publishing;
using Confluent.Kafka.Admin;

namespace Actors.Streams.Tests.Kafka;

/// <summary>What is said of a topic that could not be created.</summary>
public sealed class KafkaTopicsTests
{
    private static readonly TopicSpecification Orders = new() { Name = "orders", NumPartitions = 1, ReplicationFactor = -1 };
    private static readonly TimeSpan Soon = TimeSpan.FromSeconds(1);

    [Fact]
    public async Task Where_no_broker_answers_the_message_asks_for_one()
    {
        var nobody = new KafkaConnection { BootstrapServers = "127.0.0.1:1" };
        var fault = await Assert.ThrowsAsync<SinkUnavailableException>(() => KafkaTopics.Ensure(nobody, Orders, Soon));
        Assert.Equal($"Kafka at {nobody.BootstrapServers} did not create topic 'orders': no broker answers. Is one running there?", fault.Message);
    }

    [EmbeddedFact]
    public async Task Where_brokers_create_no_topics_on_request_the_message_says_what_else_helps()
    {
        using var cluster = KafkaCluster.Embedded();
        var connection = new KafkaConnection { BootstrapServers = cluster.BootstrapServers };
        var fault = await Assert.ThrowsAsync<SinkUnavailableException>(() => KafkaTopics.Ensure(connection, Orders, Soon));
        Assert.Contains("created when it is first used", fault.Message, StringComparison.Ordinal);
        await KafkaTopics.EnsureByUse(connection, Orders.Name);
    }
}
