namespace Actors.Streams.Kafka.Sources;

/// <summary>How a partition is that is assigned to this process.</summary>
/// <param name="Topic">Its topic.</param>
/// <param name="Partition">Its number in the topic.</param>
/// <param name="Waiting">How many of its records wait in memory.</param>
/// <param name="IsPaused">Whether Kafka was told to send nothing, because the buffer is full or the reading has not begun.</param>
/// <param name="NextOffset">The offset below which everything is known to be durable; 0 before the first save of this process.</param>
public sealed record KafkaPartitionStatus(string Topic, int Partition, int Waiting, bool IsPaused, long NextOffset);
