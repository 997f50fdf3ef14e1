using Actors.Streams.RabbitMq.Sources;
using Actors.TestKit.Contracts.Sources;

namespace Actors.Streams.Tests.RabbitMq;

/// <summary>A stream of its own: one reader at a time, and every record stays.</summary>
public sealed class StreamFixture : ISourceFixture
{
    private readonly string _stream = RabbitMqBroker.NewName("stream");
    private RabbitMqBroker _broker = null!;

    public int PartitionCount => 1;

    public int WaitingPerPartitionMax => 512 + StreamPartition.ChunkRecordsMax;

    public bool Balances => false;

    public async Task Create(CancellationToken cancellationToken)
    {
        _broker = await RabbitMqBroker.Shared;
        await _broker.CreateStream(_stream);
    }

    public Task Write(int partition, IReadOnlyList<string> lines, CancellationToken cancellationToken) => _broker.Send(_stream, lines);

    public IPartitionedSource Join() => new RabbitMqStreamSource(_broker.StreamOptions(_stream));

    public int Waiting(IPartitionedSource reader) => ((RabbitMqStreamSource)reader).Waiting;

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
