using Confluent.Kafka;

namespace Actors.Streams.Kafka.Sources;

/// <summary>
/// Asks now and then where the partitions end, so that their lag can be told. Asks the brokers instead of taking what the last fetch told:
/// nothing is fetched of a paused partition, and there the lag matters most.
/// </summary>
internal sealed class EndWatch : IAsyncDisposable
{
    private static readonly TimeSpan AskEvery = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan AnswerWithin = TimeSpan.FromSeconds(2);
    private readonly CancellationTokenSource _stopping = new();
    private readonly Func<TopicPartition, WatermarkOffsets> _ask;
    private readonly PartitionTable _partitions;
    private readonly TimeProvider _time;
    private readonly Task _asking;

    /// <summary>Begins to ask.</summary>
    public EndWatch(IConsumer<byte[], byte[]> consumer, PartitionTable partitions, TimeProvider time)
    {
        _ask = partition => consumer.QueryWatermarkOffsets(partition, AnswerWithin);
        _partitions = partitions;
        _time = time;
        _asking = Task.Run(() => Ask(_stopping.Token), CancellationToken.None);
    }

    /// <summary>Ends the asking; after that the consumer may be disposed of.</summary>
    public async ValueTask DisposeAsync()
    {
        await _stopping.CancelAsync().ConfigureAwait(false);
        await _asking.ConfigureAwait(false);
        _stopping.Dispose();
    }

    private async Task Ask(CancellationToken cancellationToken)
    {
        while (!cancellationToken.IsCancellationRequested)
        {
            try
            {
                foreach (var partition in _partitions.All.TakeWhile(_ => !cancellationToken.IsCancellationRequested))
                {
                    partition.EndOffset = _ask(partition.TopicPartition).High.Value;
                }
            }
            catch (KafkaException)
            {
                // What was known stays; the next round asks again, and the broker watch tells of brokers that are away.
            }

            await Task.Delay(AskEvery, _time, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }
}
