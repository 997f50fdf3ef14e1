using Confluent.Kafka;

namespace Actors.Streams.Kafka.Sources;

/// <summary>
/// Asks now and then where the partitions end, so that their lag can be told. Asks the brokers instead of taking what the last fetch told:
/// nothing is fetched of a paused partition, and there the lag matters most. It has a client of its own, because a question may never
/// return when brokers restart meanwhile, whatever its time limit says (seen with librdkafka 2.0): such a client is left behind.
/// </summary>
internal sealed class EndWatch : IAsyncDisposable
{
    private static readonly TimeSpan AskEvery = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan AnswerWithin = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan ReturnWithin = TimeSpan.FromSeconds(10);
    private readonly CancellationTokenSource _stopping = new();
    private readonly KafkaSourceOptions _options;
    private readonly PartitionTable _partitions;
    private readonly TimeProvider _time;
    private readonly Task _asking;

    /// <summary>Begins to ask.</summary>
    public EndWatch(KafkaSourceOptions options, PartitionTable partitions, TimeProvider time)
    {
        _options = options;
        _partitions = partitions;
        _time = time;
        _asking = Task.Run(() => Ask(_stopping.Token), CancellationToken.None);
    }

    /// <summary>Ends the asking, without waiting for a question that is under way.</summary>
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
            var client = KafkaConsumers.Asking(_options);
            var round = Task.CompletedTask;
            try
            {
                while (true)
                {
                    await Task.Delay(AskEvery, _time, cancellationToken).ConfigureAwait(false);
                    round = Task.Run(() => AskAll(client, cancellationToken), CancellationToken.None);
                    await round.WaitAsync(ReturnWithin, _time, cancellationToken).ConfigureAwait(false);
                }
            }
            catch (Exception exception) when (exception is TimeoutException or OperationCanceledException)
            {
                // The next round, if there is one, asks with another client.
            }

            _ = round.ContinueWith(_ => client.Dispose(), CancellationToken.None, TaskContinuationOptions.None, TaskScheduler.Default);
        }
    }

    private void AskAll(IConsumer<byte[], byte[]> client, CancellationToken cancellationToken)
    {
        try
        {
            foreach (var partition in _partitions.All.TakeWhile(_ => !cancellationToken.IsCancellationRequested))
            {
                partition.EndOffset = client.QueryWatermarkOffsets(partition.TopicPartition, AnswerWithin).High.Value;
            }
        }
        catch (KafkaException)
        {
            // What was known stays; the next round asks again, and the broker watch tells of brokers that are away.
        }
    }
}
