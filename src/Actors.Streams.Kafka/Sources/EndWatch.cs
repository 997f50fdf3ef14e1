using Confluent.Kafka;

namespace Actors.Streams.Kafka.Sources;

/// <summary>
/// Asks now and then where the partitions begin and end, so that their lag can be told, and records that were deleted before they were
/// read. Asks the brokers instead of taking what the last fetch told: nothing is fetched of a paused partition, and there both matter most.
/// </summary>
internal sealed class EndWatch : IAsyncDisposable
{
    private static readonly TimeSpan AskEvery = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan AnswerWithin = TimeSpan.FromSeconds(2);
    private readonly CancellationTokenSource _stopping = new();
    private readonly OffsetQueries _queries;
    private readonly PartitionTable _partitions;
    private readonly TimeProvider _time;
    private readonly Task _asking;

    /// <summary>Begins to ask.</summary>
    public EndWatch(OffsetQueries queries, PartitionTable partitions, TimeProvider time)
    {
        _queries = queries;
        _partitions = partitions;
        _time = time;
        _asking = Task.Run(() => Ask(_stopping.Token), CancellationToken.None);
    }

    /// <summary>Ends the asking, without waiting for a question that is under way.</summary>
    public async ValueTask DisposeAsync()
    {
        await _stopping.CancelAsync().ConfigureAwait(false);
        await _asking.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _stopping.Dispose();
    }

    private async Task Ask(CancellationToken cancellationToken)
    {
        while (true)
        {
            await Task.Delay(AskEvery, _time, cancellationToken).ConfigureAwait(false);
            try
            {
                foreach (var partition in _partitions.All)
                {
                    var held = await _queries.Ask(partition.TopicPartition, AnswerWithin, cancellationToken).ConfigureAwait(false);
                    partition.Held(held);
                }
            }
            catch (KafkaException)
            {
                // What was known stays; the next round asks again, and the broker watch tells of brokers that are away.
            }
        }
    }
}
