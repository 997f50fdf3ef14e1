using Actors.Streams.Kafka.Sources;
using Confluent.Kafka;
using Microsoft.Extensions.Logging.Abstractions;

namespace Actors.Streams.Tests.Kafka;

/// <summary>What a partition makes of what the brokers hold of it: by that a reading finds out that records were deleted before it came to them.</summary>
public sealed class KafkaPartitionTests : IDisposable
{
    private static readonly TopicPartition Name = new("orders", 3);
    private readonly KafkaPartition _partition;
    private readonly RecordBuffer _buffer = new(10, 100, 1000);

    public KafkaPartitionTests()
    {
        var options = KafkaCluster.Shared.Options("orders", "group");
        var queries = new OffsetQueries(() => throw new NotSupportedException("Nothing is asked here."), TimeProvider.System);
        var start = new PartitionStart(queries, TimeProvider.System, NullLogger.Instance);
        _partition = new KafkaPartition(Name, KafkaRecords.LaneOf("test", Name), start, options);
        _partition.Begin(_buffer);
    }

    public void Dispose() => _partition.Dispose();

    [Fact]
    public async Task A_partition_that_is_paused_ends_with_a_reset_behind_what_was_read()
    {
        _buffer.Add(new SourceRecord(new LanePosition(11), new byte[1], "10"));
        _partition.IsPaused = true;
        _partition.Held(new WatermarkOffsets(12, 40));
        await using var reading = Reading();
        Assert.True(await reading.MoveNextAsync());
        var reset = await Assert.ThrowsAsync<SourceResetException>(async () => await reading.MoveNextAsync());
        Assert.Equal(new LanePosition(12), reset.ResumeAfter);
        Assert.Contains("from offset 11 ", reset.Message, StringComparison.Ordinal);
        Assert.Equal(28, _partition.Behind(new LanePosition(12)));
    }

    [Fact]
    public async Task Records_that_the_client_may_still_have_are_waited_for_until_they_are_late()
    {
        _partition.Held(new WatermarkOffsets(30, 40));
        _buffer.Add(new SourceRecord(new LanePosition(11), new byte[1], "10"));
        _partition.Held(new WatermarkOffsets(30, 40));
        await using var reading = Reading();
        Assert.True(await reading.MoveNextAsync());
        var next = reading.MoveNextAsync();
        Assert.False(next.IsCompleted);
        _partition.Held(new WatermarkOffsets(30, 40));
        await Assert.ThrowsAsync<SourceResetException>(async () => await next);
    }

    [Fact]
    public async Task What_is_read_to_the_end_may_be_deleted_with_the_marks_behind_it()
    {
        _buffer.Add(new SourceRecord(new LanePosition(11), new byte[1], "10"));
        _partition.ReachedEnd(12); // Offset 11 is the mark of a transaction.
        _partition.IsPaused = true;
        _partition.Held(new WatermarkOffsets(12, 12));
        await using var reading = Reading();
        Assert.True(await reading.MoveNextAsync());
        var next = reading.MoveNextAsync();
        Assert.False(next.IsCompleted);
        _buffer.End();
        Assert.False(await next);
    }

    private IAsyncEnumerator<SourceRecord> Reading() => _buffer.Take(CancellationToken.None, CancellationToken.None).GetAsyncEnumerator();
}
