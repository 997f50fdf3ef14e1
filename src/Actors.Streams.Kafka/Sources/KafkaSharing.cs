namespace Actors.Streams.Kafka.Sources;

/// <summary>Who decides which node reads which partition of a topic.</summary>
public enum KafkaSharing
{
    /// <summary>Kafka's consumer group: it needs no cluster of ours, and the partitions of a dead member wait until the group has missed it.</summary>
    Group,

    /// <summary>
    /// The cluster of our nodes: every node that owns shards reads its part, and the part of a dead node is read by the others as soon as they take its shards.
    /// Every node must run the source. A node that is alone reads all.
    /// </summary>
    Cluster,
}
