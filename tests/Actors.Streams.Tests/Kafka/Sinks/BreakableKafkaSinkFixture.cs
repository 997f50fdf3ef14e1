using Actors.Streams.Kafka.Development;
using Actors.TestKit.Contracts.Sinks;

namespace Actors.Streams.Tests.Kafka.Sinks;

/// <summary>The same on an embedded broker of its own, which goes down, comes up, and answers late.</summary>
public sealed class BreakableKafkaSinkFixture : KafkaSinkFixture, IBreakableSinkFixture
{
    internal EmbeddedBroker Broker => Cluster.Broker!;

    public Task TakeDown(CancellationToken cancellationToken)
    {
        Cluster.Broker!.TakeDown(1);
        return Task.CompletedTask;
    }

    public Task BringUp(CancellationToken cancellationToken)
    {
        Cluster.Broker!.BringUp(1);
        return Task.CompletedTask;
    }

    public Task SlowDown(TimeSpan delay, CancellationToken cancellationToken)
    {
        Cluster.Broker!.Delay(1, delay);
        return Task.CompletedTask;
    }

    private protected override KafkaCluster Connect() => KafkaCluster.Embedded();

    private protected override void End() => Cluster.Dispose();
}
