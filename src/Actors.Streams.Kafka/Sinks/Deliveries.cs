using Confluent.Kafka;

namespace Actors.Streams.Kafka.Sinks;

/// <summary>Counts the acknowledgements of a batch: callbacks instead of a task for each record.</summary>
internal sealed class Deliveries
{
    private readonly TaskCompletionSource _all = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _open;

    public Deliveries(int count)
    {
        _open = count;
        if (count == 0)
        {
            _all.SetResult();
        }
    }

    /// <summary>Completes when all are acknowledged, and fails with the first that is not.</summary>
    public Task All => _all.Task;

    /// <summary>Takes one report.</summary>
    public void Delivered(DeliveryReport<string, byte[]> report)
    {
        if (report.Error.IsError)
        {
            _all.TrySetException(new KafkaException(report.Error));
        }
        else if (Interlocked.Decrement(ref _open) == 0)
        {
            _all.TrySetResult();
        }
    }
}
