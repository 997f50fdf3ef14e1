namespace Actors.Streams.Kafka.Development;

/// <summary>Requests of Kafka's protocol that an <see cref="EmbeddedBroker"/> can be told to fail. The numbers are the protocol's.</summary>
public enum KafkaRequest
{
    /// <summary>Records from a producer.</summary>
    Produce = 0,

    /// <summary>Records to a consumer.</summary>
    Fetch = 1,

    /// <summary>The first and last offsets of partitions.</summary>
    ListOffsets = 2,

    /// <summary>Which topics and brokers there are.</summary>
    Metadata = 3,

    /// <summary>A consumer group's committed offsets are written.</summary>
    OffsetCommit = 8,

    /// <summary>A consumer group's committed offsets are read.</summary>
    OffsetFetch = 9,

    /// <summary>Which broker coordinates a group.</summary>
    FindCoordinator = 10,

    /// <summary>A consumer joins its group.</summary>
    JoinGroup = 11,

    /// <summary>A consumer says that it lives.</summary>
    Heartbeat = 12,

    /// <summary>A consumer gets its partitions.</summary>
    SyncGroup = 14,

    /// <summary>An idempotent producer gets its number.</summary>
    InitProducerId = 22,

    /// <summary>A transaction gets a partition more.</summary>
    AddPartitionsToTransaction = 24,

    /// <summary>A transaction is committed or aborted.</summary>
    EndTransaction = 26,
}
