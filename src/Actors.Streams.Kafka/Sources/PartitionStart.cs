using Confluent.Kafka;
using Microsoft.Extensions.Logging;

namespace Actors.Streams.Kafka.Sources;

/// <summary>Finds the offset at which a reading begins, and makes sure that the partition still holds what comes next.</summary>
internal sealed class PartitionStart(OffsetQueries queries, TimeProvider time, ILogger logger)
{
    private const int AttemptsMax = 3;
    private static readonly TimeSpan AnswerWithin = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan RetryEvery = TimeSpan.FromSeconds(1);

    /// <summary>The first offset to read behind a place.</summary>
    /// <returns><see langword="null"/> when the token fell first.</returns>
    /// <exception cref="SourceResetException">The partition no longer holds what comes next.</exception>
    /// <exception cref="SourceUnreadableException">The brokers did not tell what it holds, several times; try again later.</exception>
    public async Task<long?> Find(TopicPartition partition, LanePosition after, CancellationToken cancellationToken)
    {
        for (var attempt = 1; !cancellationToken.IsCancellationRequested; attempt++)
        {
            try
            {
                return Check(partition, after, await queries.Ask(partition, AnswerWithin, cancellationToken).ConfigureAwait(false));
            }
            catch (KafkaException exception) when (attempt < AttemptsMax)
            {
                logger.OffsetsUnknown(partition.Topic, partition.Partition.Value, exception.Error.Reason);
                await Task.Delay(RetryEvery, time, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
            catch (KafkaException exception)
            {
                throw new SourceUnreadableException(
                    $"Kafka does not tell what partition {partition.Topic}/{partition.Partition.Value} holds: {exception.Error.Reason}", exception);
            }
            catch (OperationCanceledException)
            {
                return null;
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
            throw Deleted(partition, next, held.Low.Value);
        }

        return Math.Max(next, held.Low.Value);
    }

    /// <summary>Says that records are gone that were not read yet.</summary>
    /// <param name="partition">The partition.</param>
    /// <param name="next">The offset of the first record that was not read.</param>
    /// <param name="oldest">The offset of the oldest record there is.</param>
    internal static SourceResetException Deleted(TopicPartition partition, long next, long oldest) => new(
        $"Kafka partition {partition.Topic}/{partition.Partition.Value} begins at offset {oldest}, and the records from offset {next} were not "
        + "read yet: Kafka has deleted them, most likely because of the topic's retention.",
        new LanePosition(oldest));
}
