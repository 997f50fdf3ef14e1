using Actors.Streams.Kafka.Native;
using Confluent.Kafka;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace Actors.Streams.Kafka.Sources;

/// <summary>
/// Topics of a Kafka cluster as a shared source: a member of a consumer group with cooperative rebalancing. Each topic-partition is
/// a lane. It begins after the place that its reader saved, not after Kafka's committed offset, so rewinding or resetting the group
/// changes nothing. Records of aborted transactions are passed over. A slow reader pauses its partition; the member never leaves the
/// group for that. Run it once at a time.
/// </summary>
public sealed class KafkaSource : IPartitionedSource
{
    private readonly KafkaSourceOptions _options;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;
    private volatile PollLoop? _loop;

    /// <summary>Describes a source; nothing is connected yet.</summary>
    /// <param name="options">What is read and how.</param>
    /// <param name="loggers">The logs; <see langword="null"/> writes none.</param>
    /// <param name="time">The clock; <see langword="null"/> takes the system's.</param>
    /// <exception cref="ArgumentException">Options are wrong; the message names each fault.</exception>
    /// <exception cref="DllNotFoundException">librdkafka is not installed.</exception>
    public KafkaSource(KafkaSourceOptions options, ILoggerFactory? loggers = null, TimeProvider? time = null)
    {
        if (options.Faults() is { Count: > 0 } faults)
        {
            throw new ArgumentException($"The Kafka source '{options.Name}' is not configured rightly. {string.Join(" ", faults)}", nameof(options));
        }

        NativeKafka.Require();
        _options = options;
        _time = time ?? TimeProvider.System;
        _logger = (loggers ?? NullLoggerFactory.Instance).CreateLogger("Actors.Streams.Kafka");
    }

    /// <inheritdoc/>
    public string Name => _options.Name;

    /// <summary>The partitions that this process has now.</summary>
    public IReadOnlyList<KafkaPartitionStatus> Partitions =>
    [
        .. (_loop?.Partitions.All ?? [])
            .Select(p => new KafkaPartitionStatus(p.TopicPartition.Topic, p.TopicPartition.Partition.Value, p.Buffer?.Count ?? 0, p.IsPaused, p.Floor))
            .OrderBy(p => p.Topic, StringComparer.Ordinal).ThenBy(p => p.Partition),
    ];

    /// <summary>
    /// The offset below which everything of a partition is known to be durable; 0 while it is not assigned to this process and before the
    /// first save. Cheap.
    /// </summary>
    /// <param name="topic">Its topic.</param>
    /// <param name="partition">Its number in the topic.</param>
    public long NextOffset(string topic, int partition) => _loop?.Partitions.Find(new TopicPartition(topic, partition))?.Floor ?? 0;

    /// <inheritdoc/>
    public async Task Run(ISourceHost host, CancellationToken cancellationToken)
    {
        using var loop = Connect(host);
        _loop = loop;
        try
        {
            // The client's calls block: the loop has a thread of its own.
            await Task.Factory.StartNew(
                () => loop.Run(cancellationToken), CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default).ConfigureAwait(false);
        }
        finally
        {
            _loop = null;
            await loop.WaitForUsers().ConfigureAwait(false);
        }

        cancellationToken.ThrowIfCancellationRequested();
    }

    private PollLoop Connect(ISourceHost host)
    {
        try
        {
            return new PollLoop(_options, host, _time, _logger);
        }
        catch (Exception exception) when (exception is InvalidOperationException or ArgumentException) // A setting that librdkafka refuses.
        {
            throw new SourceUnreadableException($"The Kafka source '{Name}' cannot be configured: {exception.Message}", exception);
        }
    }
}
