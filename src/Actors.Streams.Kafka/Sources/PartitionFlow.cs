using Confluent.Kafka;
using Microsoft.Extensions.Logging;

namespace Actors.Streams.Kafka.Sources;

/// <summary>
/// Steers what a consumer fetches of each partition: moves it to where its reader begins, pauses and resumes it, and tells Kafka how far
/// we are. For the poll loop's thread only.
/// </summary>
internal sealed class PartitionFlow(IConsumer<byte[], byte[]> consumer, KafkaSourceOptions options, ILogger logger)
{
    /// <summary>Does what became due for a partition.</summary>
    public void Serve(KafkaPartition partition)
    {
        if (!partition.IsAttached)
        {
            Attach(partition);
        }
        else if (partition.IsFetching)
        {
            Steer(partition);
        }
    }

    /// <summary>Lets Kafka send nothing more of a partition for now.</summary>
    public void Pause(KafkaPartition partition)
    {
        if (!partition.IsPaused)
        {
            consumer.Pause([partition.TopicPartition]);
            partition.IsPaused = true;
            Changed(partition, "pauses");
        }
    }

    /// <summary>Tells Kafka how far everything is durable, for those who look there.</summary>
    public void TellFloor(KafkaPartition partition)
    {
        if (partition.Floor is var floor && floor > partition.ToldFloor)
        {
            try
            {
                consumer.StoreOffset(new TopicPartitionOffset(partition.TopicPartition, floor));
                partition.ToldFloor = floor;
            }
            catch (KafkaException exception) // As during a rebalance; the next round tells it again.
            {
                logger.OffsetsNotCommitted(options.Name, exception.Error.Reason);
            }
        }
    }

    private void Steer(KafkaPartition partition)
    {
        if (partition.Wanted is { } wanted)
        {
            Begin(partition, wanted);
        }
        else if (partition.Buffer is null)
        {
            Pause(partition); // Its reader does not know yet where to begin.
        }
        else if (partition is { IsPaused: true, Buffer.HasRoom: true })
        {
            Resume(partition);
        }

        TellFloor(partition);
    }

    /// <summary>Gives the partition to the client, at the place where its reader begins, as soon as that is known.</summary>
    private void Attach(KafkaPartition partition)
    {
        if (partition.Wanted is not { } wanted)
        {
            return;
        }

        consumer.IncrementalAssign([new TopicPartitionOffset(partition.TopicPartition, wanted.FirstOffset)]);
        partition.IsAttached = true;
        partition.Begin(wanted);
    }

    /// <summary>Moves the partition to where a new reading begins. May be refused for a moment after the assignment; then the next round tries again.</summary>
    private void Begin(KafkaPartition partition, RecordBuffer wanted)
    {
        try
        {
            Pause(partition);
            Move(new TopicPartitionOffset(partition.TopicPartition, wanted.FirstOffset));
            partition.Begin(wanted);
            Resume(partition);
        }
        catch (KafkaException exception)
        {
            logger.OffsetsUnknown(partition.TopicPartition.Topic, partition.TopicPartition.Partition.Value, exception.Error.Reason);
        }
    }

    /// <summary>Moves a partition. After an offset that is out of range the client has stopped to fetch it, refuses to move it, and begins anew with it.</summary>
    private void Move(TopicPartitionOffset place)
    {
        try
        {
            consumer.Seek(place);
        }
        catch (KafkaException exception) when (exception.Error.Code == ErrorCode.Local_State)
        {
            consumer.IncrementalUnassign([place.TopicPartition]);
            consumer.IncrementalAssign([place]);
        }
    }

    private void Resume(KafkaPartition partition)
    {
        consumer.Resume([partition.TopicPartition]);
        partition.IsPaused = false;
        Changed(partition, "resumes");
    }

    private void Changed(KafkaPartition partition, string change) => logger.FlowChanged(
        options.Name, change, partition.TopicPartition.Topic, partition.TopicPartition.Partition.Value, partition.Buffer?.Count ?? 0);
}
