using Confluent.Kafka;
using Microsoft.Extensions.Logging;

namespace Actors.Streams.Kafka.Sources;

/// <summary>Finds the offset at which a reading begins, and makes sure that the partition still holds what comes next.</summary>
internal sealed class PartitionStart(Func<TopicPartition, WatermarkOffsets> query, TimeProvider time, ILogger logger)
{
    private static readonly TimeSpan RetryEvery = TimeSpan.FromSeconds(1);

    /// <summary>The first offset to read behind a place; asks until Kafka answers.</summary>
    /// <returns><see langword="null"/> when the token fell first.</returns>
    /// <exception cref="SourceResetException">The partition no longer holds what comes next.</exception>
    public async Task<long?> Find(TopicPartition partition, LanePosition after, CancellationToken cancellationToken)
    {
        while (!cancellationToken.IsCancellationRequested)
        {
            try
            {
                // The call blocks, and has a time limit of its own.
                return Check(partition, after, await Task.Run(() => query(partition), CancellationToken.None).ConfigureAwait(false));
            }
            catch (KafkaException exception)
            {
                logger.OffsetsUnknown(partition.Topic, partition.Partition.Value, exception.Error.Reason);
                await Task.Delay(RetryEvery, time, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }

        return null;
    }

    /// <summary>Compares the next offset with what the partition holds.</summary>
    internal static long Check(TopicPartition partition, LanePosition after, WatermarkOffsets held)
    {
        var next = KafkaRecords.OffsetAfter(after);
        if (next > held.High.Value)
        {
            throw new SourceResetException(
                $"Kafka partition {partition.Topic}/{partition.Partition.Value} ends at offset {held.High.Value}, and everything before offset {next} was "
                + "read already: it was probably deleted and created anew, or lost records.",
                resumeAfter: null);
        }

        if (after > LanePosition.None && next < held.Low.Value)
        {
            throw new SourceResetException(
                $"Kafka partition {partition.Topic}/{partition.Partition.Value} begins at offset {held.Low.Value}, and the records from offset {next} were not "
                + "read yet: Kafka has deleted them, most likely because of the topic's retention.",
                new LanePosition(held.Low.Value));
        }

        return Math.Max(next, held.Low.Value);
    }
}
