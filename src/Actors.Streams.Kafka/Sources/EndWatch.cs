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
    private const int UnansweredMax = 2; // A broker that is slow once is no trouble.
    private readonly CancellationTokenSource _stopping = new();
    private readonly OffsetQueries _queries;
    private readonly PartitionTable _partitions;
    private readonly BrokerWatch _watch;
    private readonly TimeProvider _time;
    private readonly Task _asking;
    private TopicPartition? _last;

    /// <summary>Begins to ask.</summary>
    public EndWatch(OffsetQueries queries, PartitionTable partitions, BrokerWatch watch, TimeProvider time)
    {
        _queries = queries;
        _partitions = partitions;
        _watch = watch;
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
        for (var unanswered = 0; ;)
        {
            await Task.Delay(AskEvery, _time, cancellationToken).ConfigureAwait(false);
            if (await FirstUnanswered(cancellationToken).ConfigureAwait(false) is not var (partition, error))
            {
                unanswered = 0;
            }
            else if (++unanswered >= UnansweredMax)
            {
                _watch.Unanswered(partition, error);
            }
        }
    }

    /// <summary>
    /// Asks about one partition after the other, until the brokers do not answer: what was known of the others stays, until the next round. The group takes
    /// its partitions from a member that reaches no broker; then it goes on to ask about one of those.
    /// </summary>
    private async Task<(TopicPartition Partition, Error Error)?> FirstUnanswered(CancellationToken cancellationToken)
    {
        foreach (var partition in _partitions.All.Select(p => p.TopicPartition).DefaultIfEmpty(_last).OfType<TopicPartition>())
        {
            _last = partition;
            try
            {
                var held = await _queries.Ask(partition, AnswerWithin, cancellationToken).ConfigureAwait(false);
                _partitions.Find(partition)?.Held(held);
            }
            catch (KafkaException exception)
            {
                return (partition, exception.Error);
            }
        }

        return null;
    }
}
