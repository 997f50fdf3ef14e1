using Confluent.Kafka;
using Microsoft.Extensions.Logging;

namespace Actors.Streams.Kafka.Sources;

/// <summary>
/// The one thread that uses a consumer: it polls, moves records into the buffers of their partitions, and lets <see cref="PartitionFlow"/>
/// steer them. It never waits for a reader, so the consumer stays in its group however slow the journal is.
/// </summary>
internal sealed class PollLoop : IDisposable
{
    private static readonly TimeSpan PollFor = TimeSpan.FromMilliseconds(20);
    private const int AssignorMended = 0x02030000;
    private static readonly TimeSpan AssignmentWithin = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan ServeEvery = TimeSpan.FromMilliseconds(10);
    private readonly KafkaSourceOptions _options;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;
    private readonly IConsumer<byte[], byte[]> _consumer;
    private readonly PartitionTable _partitions;
    private readonly PartitionFlow _flow;
    private readonly BrokerWatch _watch;
    private readonly EndWatch _ends;
    private readonly OffsetQueries _queries;
    private readonly ClusterSharing? _sharing;
    private readonly Departure _departure;
    private bool _wasAssigned;
    private long _served;

    public PollLoop(KafkaSourceOptions options, ISourceHost host, TimeProvider time, ILogger logger)
    {
        _options = options;
        _time = time;
        _logger = logger;
        _consumer = new ConsumerBuilder<byte[], byte[]>(KafkaConsumers.ConfigurationOf(options))
            .SetPartitionsAssignedHandler((_, partitions) => Assigned(partitions))
            .SetPartitionsRevokedHandler((_, partitions) => Revoked(partitions))
            .SetPartitionsLostHandler((_, partitions) => Lost(partitions))
            .SetErrorHandler((_, error) => Failed(error))
            .SetOffsetsCommittedHandler((_, committed) => Committed(committed))
            .SetLogHandler((_, message) => _logger.ClientTrouble(options.Name, message.Message))
            .Build();
        _departure = new Departure(Close, _consumer.Dispose, time);
        _queries = new OffsetQueries(() => new KafkaOffsetClient(options), time);
        _partitions = new PartitionTable(options, new PartitionStart(_queries, time, logger), host);
        _flow = new PartitionFlow(_consumer, options, logger);
        var troubles = new SourceTroubles(host);
        _watch = new BrokerWatch(_queries, options.Topics[0], troubles, time);
        _ends = new EndWatch(_queries, _partitions, _watch, time);
        _sharing = options.Sharing == KafkaSharing.Cluster ? new ClusterSharing(options.Topics, _queries, host, troubles, time) : null;
    }

    /// <summary>The assigned partitions, to look at.</summary>
    public PartitionTable Partitions => _partitions;

    /// <summary>Polls until the token falls, then gives the partitions back and leaves the group. Blocks its thread.</summary>
    /// <exception cref="KafkaException">The client cannot go on.</exception>
    public void Run(CancellationToken cancellationToken)
    {
        try
        {
            Join();
            while (!cancellationToken.IsCancellationRequested)
            {
                Serve();
                if (Consume() is { } result)
                {
                    Take(result);
                }
            }
        }
        finally
        {
            Leave();
        }
    }

    /// <summary>Completes when nobody uses the consumer any more.</summary>
    public async Task WaitForUsers()
    {
        await _partitions.WaitForLeaving().ConfigureAwait(false);
        await _ends.DisposeAsync().ConfigureAwait(false);
        await _watch.DisposeAsync().ConfigureAwait(false);
        if (_sharing is not null)
        {
            await _sharing.DisposeAsync().ConfigureAwait(false);
        }

        _queries.End();
    }

    public void Dispose() => _departure.Dispose();

    private void Join()
    {
        var topics = string.Join(", ", _options.Topics);
        if (_sharing is null)
        {
            _logger.Joining(_options.Name, _options.GroupId, topics);
            _consumer.Subscribe(_options.Topics);
        }
        else
        {
            _logger.Sharing(_options.Name, topics);
        }
    }

    private ConsumeResult<byte[], byte[]>? Consume()
    {
        try
        {
            return _consumer.Consume(PollFor);
        }
        catch (ConsumeException exception) when (!exception.Error.IsFatal)
        {
            Failed(exception);
            return null;
        }
    }

    private void Take(ConsumeResult<byte[], byte[]> result)
    {
        if (_partitions.Find(result.TopicPartition) is not { } partition)
        {
            return;
        }

        partition.IsFetching = true;
        if (result.IsPartitionEOF)
        {
            partition.ReachedEnd(result.Offset.Value);
            return;
        }

        if (partition.Buffer is not { } buffer || result.Offset.Value < buffer.NextOffset)
        {
            return; // Fetched before its reader said where to begin, where it will come again; or fetched twice.
        }

        buffer.Add(KafkaRecords.Of(result));
        if (buffer.IsFull && !partition.IsPaused)
        {
            _flow.Pause(partition);
        }
    }

    /// <summary>Does what became due: starts readers and readings, resumes partitions, tells Kafka how far we are.</summary>
    private void Serve()
    {
        if (_sharing?.Look() is { } share)
        {
            Follow(share);
        }

        foreach (var partition in _partitions.TakeFresh())
        {
            _partitions.StartReading(partition);
        }

        if (_time.GetElapsedTime(_served) < ServeEvery)
        {
            return;
        }

        _served = _time.GetTimestamp();
        foreach (var partition in _partitions.All)
        {
            _flow.Serve(partition);
        }
    }

    /// <summary>Begins and ends readings as our cluster shares the partitions. Nobody waits for this node to end one: two readers of a lane do no harm.</summary>
    private void Follow(IReadOnlySet<TopicPartition> share)
    {
        KafkaPartition[] gone = [.. _partitions.All.Where(p => !share.Contains(p.TopicPartition))];
        if (gone.Length > 0)
        {
            _logger.PartitionsRevoked(_options.Name, string.Join(", ", gone.Select(p => p.TopicPartition)));
            _consumer.IncrementalUnassign(gone.Where(p => p.IsAttached).Select(p => p.TopicPartition));
            _partitions.LetGo(gone.Select(p => p.TopicPartition));
        }

        TopicPartition[] fresh = [.. share.Where(p => _partitions.Find(p) is null && !_partitions.IsLeaving(p))];
        if (fresh.Length > 0)
        {
            _logger.PartitionsAssigned(_options.Name, string.Join(", ", fresh.AsEnumerable()));
            _partitions.Assign(fresh, areAttached: false);
        }
    }

    private IEnumerable<TopicPartitionOffset> Assigned(List<TopicPartition> partitions)
    {
        _wasAssigned = true;
        _logger.PartitionsAssigned(_options.Name, string.Join(", ", partitions));
        _partitions.Assign(partitions, areAttached: true);

        // What is fetched before the reader has said where it begins is dropped; the end is where the least comes from.
        return partitions.Select(p => new TopicPartitionOffset(p, Offset.End));
    }

    private void Revoked(List<TopicPartitionOffset> partitions)
    {
        _logger.PartitionsRevoked(_options.Name, string.Join(", ", partitions.Select(p => p.TopicPartition)));
        foreach (var partition in _partitions.Revoke(partitions.Select(p => p.TopicPartition)))
        {
            _flow.TellFloor(partition);
        }
    }

    private void Lost(List<TopicPartitionOffset> partitions)
    {
        _logger.PartitionsLost(_options.Name, string.Join(", ", partitions.Select(p => p.TopicPartition)));
        _partitions.Lose(partitions.Select(p => p.TopicPartition));
    }

    private void Failed(ConsumeException exception)
    {
        if (exception.Error.Code is ErrorCode.OffsetOutOfRange or ErrorCode.Local_AutoOffsetReset)
        {
            if (_partitions.Find(exception.ConsumerRecord.TopicPartition) is { } partition)
            {
                partition.IsFetching = true; // The client does nothing more by itself, so it may be moved: also when it had not begun.
                partition.Buffer?.End(exception); // Its reader asks anew what the partition holds, and says what is wrong.
            }
        }

        Failed(exception.Error);
    }

    private void Failed(Error error)
    {
        _logger.ClientTrouble(_options.Name, error.Reason);
        _watch.Failed(error);
    }

    private void Committed(CommittedOffsets committed)
    {
        if (committed.Error.IsError)
        {
            _logger.OffsetsNotCommitted(_options.Name, committed.Error.Reason);
        }
    }

    /// <summary>
    /// librdkafka before 2.3 ends the whole process when a member of a cooperative group leaves between having joined and its first
    /// assignment (librdkafka issue 4312): it is waited for.
    /// </summary>
    private void AwaitFirstAssignment()
    {
        var since = _time.GetTimestamp();
        while (Library.Version < AssignorMended && !_wasAssigned && !string.IsNullOrEmpty(_consumer.MemberId) && _time.GetElapsedTime(since) < AssignmentWithin)
        {
            Consume();
        }
    }

    /// <summary>Gives the partitions back while the consumer still can, and leaves.</summary>
    private void Leave()
    {
        foreach (var partition in _partitions.Revoke([.. _partitions.All.Select(p => p.TopicPartition)]))
        {
            _flow.TellFloor(partition);
        }

        AwaitFirstAssignment();
        if (_departure.Leave())
        {
            _logger.Left(_options.Name);
        }
        else
        {
            _logger.LeftBehind(_options.Name, Departure.Within.TotalSeconds);
        }
    }

    private void Close()
    {
        try
        {
            _consumer.Close();
        }
        catch (KafkaException exception)
        {
            _logger.ClientTrouble(_options.Name, exception.Error.Reason);
        }
    }
}
