using Actors.Journal;
using Actors.Sharding;
using Actors.Streams.Kafka.Sinks.Transactions;
using Actors.Streams.Publishing;
using Actors.Streams.Publishing.Transactions;

namespace Actors.Streams.Tests.Kafka.Sinks;

/// <summary>A transactional sink as a plain one: each batch is a transaction, and after a failure it fences and reads the offsets first.</summary>
internal sealed class SinkInTransactions(KafkaTransactionalSink sink) : ISink, IDisposable
{
    private static readonly ReaderName Egress = new("egress contract");
    private bool _isOpen;
    private long _batches;

    public async Task Publish(IReadOnlyList<SinkRecord> records, CancellationToken cancellationToken)
    {
        try
        {
            if (!_isOpen)
            {
                await sink.Fence(cancellationToken);
                await sink.ReadOffsets(Egress, cancellationToken);
            }

            _isOpen = false;
            await sink.Begin(cancellationToken);
            await sink.Send(records, cancellationToken);
            await sink.SendOffsets(Egress, new Dictionary<ShardId, long> { [new ShardId(0)] = ++_batches }, cancellationToken);
            await sink.Commit(cancellationToken);
            _isOpen = true;
        }
        catch (Exception exception) when (exception is TransactionRefusedException or SinkFencedException)
        {
            throw new SinkUnavailableException(exception.Message, exception);
        }
    }

    public void Dispose() => sink.Dispose();
}
