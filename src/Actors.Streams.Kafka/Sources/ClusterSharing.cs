using Confluent.Kafka;

namespace Actors.Streams.Kafka.Sources;

/// <summary>
/// Knows which partitions of a source fall to this node where our cluster shares them: asks the host for its part often, and the brokers now and
/// then how many partitions there are. <see cref="Look"/> is called by the poll loop only.
/// </summary>
internal sealed class ClusterSharing : IAsyncDisposable
{
    private static readonly TimeSpan LookEvery = TimeSpan.FromMilliseconds(20);
    private static readonly TimeSpan AskEvery = TimeSpan.FromSeconds(30); // For partitions that were added.
    private static readonly TimeSpan AskAgain = TimeSpan.FromMilliseconds(200);
    private static readonly TimeSpan AnswerWithin = TimeSpan.FromSeconds(5);
    private readonly CancellationTokenSource _stopping = new();
    private readonly IReadOnlyList<string> _topics;
    private readonly OffsetQueries _queries;
    private readonly ISourceHost _host;
    private readonly SourceTroubles _troubles;
    private readonly TimeProvider _time;
    private readonly Task _asking;
    private volatile IReadOnlyList<TopicPartition> _known = [];
    private long _looked;

    /// <summary>Begins to ask for the partitions of topics.</summary>
    public ClusterSharing(IReadOnlyList<string> topics, OffsetQueries queries, ISourceHost host, SourceTroubles troubles, TimeProvider time)
    {
        _topics = topics;
        _queries = queries;
        _host = host;
        _troubles = troubles;
        _time = time;
        _asking = Task.Run(() => Ask(_stopping.Token), CancellationToken.None);
    }

    /// <summary>The partitions of this node.</summary>
    /// <returns><see langword="null"/> when it is too early to look again, or the partitions are not known yet.</returns>
    public IReadOnlySet<TopicPartition>? Look()
    {
        if (_known is not { Count: > 0 } known || _time.GetElapsedTime(_looked) < LookEvery)
        {
            return null;
        }

        _looked = _time.GetTimestamp();
        return _host.ShareOf(known.Count).Select(number => known[number]).ToHashSet();
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
            var isComplete = false;
            try
            {
                var found = await _queries.PartitionsOf(_topics, AnswerWithin, cancellationToken).ConfigureAwait(false);
                var missing = _topics.Except(found.Select(p => p.Topic), StringComparer.Ordinal).ToList();
                isComplete = missing.Count == 0;
                if (isComplete)
                {
                    _known = found;
                    _troubles.Withdraw(nameof(ClusterSharing));
                }
                else if (_known.Count == 0)
                {
                    _troubles.Tell(nameof(ClusterSharing), $"Kafka has no topic {string.Join(" and no topic ", missing)}.");
                }
            }
            catch (KafkaException)
            {
                // What was known stays, and the broker watch tells of brokers that are away.
            }

            await Task.Delay(isComplete ? AskEvery : AskAgain, _time, cancellationToken).ConfigureAwait(false);
        }
    }
}
