using Actors.Streams.Kafka.Sources;
using Actors.TestKit.Contracts.Sources;

namespace Actors.Streams.Tests.Kafka;

/// <summary>A topic of its own, read by a group of its own.</summary>
public sealed class KafkaFixture : ISourceFixture
{
    private readonly string _group = KafkaCluster.NewName("group");
    private string _topic = string.Empty;

    public int PartitionCount => 3;

    public int WaitingPerPartitionMax => 512;

    public async Task Create(CancellationToken cancellationToken) => _topic = await KafkaCluster.Shared.CreateTopic(PartitionCount);

    public Task Write(int partition, IReadOnlyList<string> lines, CancellationToken cancellationToken) =>
        KafkaCluster.Shared.Write(_topic, partition, lines);

    public IPartitionedSource Join() => KafkaCluster.Shared.Source(_topic, _group);

    public int Waiting(IPartitionedSource reader) => ((KafkaSource)reader).Partitions.Sum(p => p.Waiting);

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
