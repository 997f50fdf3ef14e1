using Confluent.Kafka;

namespace Actors.Streams.Kafka.Sources;

/// <summary>Tells the host while the cluster cannot be used, and asks now and then whether it can again. Thread-safe.</summary>
internal sealed class BrokerWatch(OffsetQueries queries, string topic, SourceTroubles troubles, TimeProvider time) : IAsyncDisposable
{
    private static readonly TimeSpan AskEvery = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan AnswerWithin = TimeSpan.FromSeconds(2);
    private readonly CancellationTokenSource _stopping = new();
    private readonly Lock _lock = new();
    private Task _asking = Task.CompletedTask;
    private TopicPartition _inQuestion = new(topic, 0);
    private long _told;
    private bool _isAsking;

    /// <summary>Takes note of a client's error.</summary>
    public void Failed(Error error)
    {
        if (error.IsFatal || error.Code is ErrorCode.Local_AllBrokersDown or ErrorCode.UnknownTopicOrPart or ErrorCode.Local_Authentication
            or ErrorCode.TopicAuthorizationFailed or ErrorCode.GroupAuthorizationFailed)
        {
            Tell($"Kafka: {error.Reason}", new TopicPartition(topic, 0));
        }
    }

    /// <summary>
    /// Takes note of a partition of which the brokers do not tell what it holds. That all brokers are away a client tells only where it finds them
    /// away in the same moment, which may never be while it calls one after the other.
    /// </summary>
    public void Unanswered(TopicPartition partition, Error error) => Tell($"Kafka: does not tell what {partition} holds: {error.Reason}", partition);

    /// <summary>Ends the asking, without waiting for a question that is under way.</summary>
    public async ValueTask DisposeAsync()
    {
        await _stopping.CancelAsync().ConfigureAwait(false);
        await _asking.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _stopping.Dispose();
    }

    private void Tell(string fault, TopicPartition inQuestion)
    {
        lock (_lock)
        {
            troubles.Tell(nameof(BrokerWatch), fault);
            _told++;
            _inQuestion = inQuestion;
            if (!_isAsking)
            {
                _isAsking = true;
                _asking = Task.Run(() => AskUntilAnswered(_stopping.Token), CancellationToken.None);
            }
        }
    }

    /// <summary>Asks for the offsets of the partition: only a cluster that works can tell them.</summary>
    private async Task AskUntilAnswered(CancellationToken cancellationToken)
    {
        do
        {
            await Task.Delay(AskEvery, time, cancellationToken).ConfigureAwait(false);
        }
        while (!await IsAnswered(cancellationToken).ConfigureAwait(false));
    }

    private async Task<bool> IsAnswered(CancellationToken cancellationToken)
    {
        var (told, inQuestion) = InQuestion();
        try
        {
            await queries.Ask(inQuestion, AnswerWithin, cancellationToken).ConfigureAwait(false);
        }
        catch (KafkaException)
        {
            return false; // Not yet.
        }

        lock (_lock)
        {
            if (_told != told)
            {
                return false; // Something was told while this was asked.
            }

            troubles.Withdraw(nameof(BrokerWatch));
            _isAsking = false;
            return true;
        }
    }

    private (long Told, TopicPartition Partition) InQuestion()
    {
        lock (_lock)
        {
            return (_told, _inQuestion);
        }
    }
}
