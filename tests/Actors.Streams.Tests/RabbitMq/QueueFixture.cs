using Actors.Streams.RabbitMq.Sources;
using Actors.TestKit.Contracts.Sources;

namespace Actors.Streams.Tests.RabbitMq;

/// <summary>A quorum queue of its own: one reader at a time, and what was acknowledged is gone.</summary>
public sealed class QueueFixture : ISourceFixture
{
    private readonly string _queue = RabbitMqBroker.NewName("queue");
    private RabbitMqBroker _broker = null!;

    public int PartitionCount => 1;

    public int WaitingPerPartitionMax => 64;

    public bool IsReplayable => false;

    public bool Balances => false;

    public async Task Create(CancellationToken cancellationToken)
    {
        _broker = await RabbitMqBroker.Shared;
        await _broker.CreateQueue(_queue);
    }

    public Task Write(int partition, IReadOnlyList<string> lines, CancellationToken cancellationToken) => _broker.Send(_queue, lines);

    public IPartitionedSource Join() => new RabbitMqQueueSource(_broker.QueueOptions(_queue));

    public int Waiting(IPartitionedSource reader) => ((RabbitMqQueueSource)reader).Waiting;

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
