using Confluent.Kafka;

namespace Actors.Streams.Kafka.Sources;

/// <summary>Tells the host while the cluster cannot be used, and asks now and then whether it can again.</summary>
internal sealed class BrokerWatch(OffsetQueries queries, string topic, ISourceHost host, TimeProvider time) : IAsyncDisposable
{
    private static readonly TimeSpan AskEvery = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan AnswerWithin = TimeSpan.FromSeconds(2);
    private readonly CancellationTokenSource _stopping = new();
    private Task _asking = Task.CompletedTask;

    /// <summary>Takes note of a client's error. Called by the poll loop only.</summary>
    public void Failed(Error error)
    {
        if (error.IsFatal || error.Code is ErrorCode.Local_AllBrokersDown or ErrorCode.UnknownTopicOrPart or ErrorCode.Local_Authentication
            or ErrorCode.TopicAuthorizationFailed or ErrorCode.GroupAuthorizationFailed)
        {
            host.Report($"Kafka: {error.Reason}");
            if (_asking.IsCompleted)
            {
                _asking = Task.Run(() => AskUntilAnswered(_stopping.Token), CancellationToken.None);
            }
        }
    }

    /// <summary>Ends the asking, without waiting for a question that is under way.</summary>
    public async ValueTask DisposeAsync()
    {
        await _stopping.CancelAsync().ConfigureAwait(false);
        await _asking.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _stopping.Dispose();
    }

    /// <summary>Asks for the offsets of a partition: only a cluster that works can tell them.</summary>
    private async Task AskUntilAnswered(CancellationToken cancellationToken)
    {
        while (true)
        {
            await Task.Delay(AskEvery, time, cancellationToken).ConfigureAwait(false);
            try
            {
                await queries.Ask(new TopicPartition(topic, 0), AnswerWithin, cancellationToken).ConfigureAwait(false);
                host.Report(null);
                return;
            }
            catch (KafkaException)
            {
                // Not yet.
            }
        }
    }
}
