using Actors.Streams.Kafka.Connections;

namespace Actors.Streams.Kafka.Sinks.Transactions;

/// <summary>Where a <see cref="KafkaTransactionalSink"/> publishes and how.</summary>
public sealed record KafkaTransactionalSinkOptions
{
    private static readonly TimeSpan ShortestTransaction = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan LongestTransaction = TimeSpan.FromMinutes(15); // Brokers refuse longer ones unless they are told otherwise.

    private static readonly HashSet<string> Reserved = new(StringComparer.OrdinalIgnoreCase)
    {
        "bootstrap.servers", "enable.idempotence", "enable.gapless.guarantee", "acks", "message.timeout.ms", "delivery.timeout.ms",
        "transactional.id", "transaction.timeout.ms", "partitioner", "isolation.level", "auto.offset.reset", "enable.partition.eof", "group.id",
    };

    /// <summary>The cluster.</summary>
    public required KafkaConnection Connection { get; init; }

    /// <summary>The topic.</summary>
    public required string Topic { get; init; }

    /// <summary>
    /// Tells publishers apart: whoever takes an id shuts out the one that had it, so that of several owners of the same shards only the
    /// newest publishes. One for each egress and for each set of shards that moves as a whole; it must never change.
    /// </summary>
    public required string TransactionalId { get; init; }

    /// <summary>
    /// The topic of the offsets, which several egresses may share. Create it with <c>cleanup.policy=compact</c>; its number of
    /// partitions does not matter. Default <c>actors-offsets</c>.
    /// </summary>
    public string OffsetsTopic { get; init; } = "actors-offsets";

    /// <summary>
    /// How long a transaction may take before the brokers abort it; also how long a publisher that died can hold up those who read only
    /// what is committed, unless its successor ends its transaction earlier. Default 30 s.
    /// </summary>
    public TimeSpan TransactionTimeout { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>How long a start waits for brokers that do not answer before it is tried again. Default 30 s.</summary>
    public TimeSpan StartTimeout { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>What is wrong with it; nothing when it can be used.</summary>
    internal IReadOnlyList<string> Faults() =>
    [
        .. Connection.Faults(Reserved),
        .. string.IsNullOrWhiteSpace(Topic) ? new[] { "Topic is empty." } : [],
        .. string.IsNullOrWhiteSpace(OffsetsTopic) || OffsetsTopic == Topic ? new[] { "OffsetsTopic is empty, or the same as Topic." } : [],
        .. string.IsNullOrWhiteSpace(TransactionalId) ? new[] { "TransactionalId is empty." } : [],
        .. TransactionTimeout < ShortestTransaction || TransactionTimeout > LongestTransaction
            ? new[] { $"TransactionTimeout is {TransactionTimeout}; it must be from {ShortestTransaction} to {LongestTransaction}." }
            : [],
        .. StartTimeout <= TimeSpan.Zero || StartTimeout > LongestTransaction
            ? new[] { $"StartTimeout is {StartTimeout}; it must be above zero and at most {LongestTransaction}." }
            : [],
    ];
}
