using Actors.Streams.Kafka.Sources;
using Confluent.Kafka;

namespace Actors.Streams.Tests.Kafka;

/// <summary>Where a reading begins, by what the partition holds.</summary>
public sealed class PartitionStartTests
{
    private static readonly TopicPartition Partition = new("orders", 3);

    [Theory]
    [InlineData(0, 0, 0, 0)]
    [InlineData(0, 40, 90, 40)]
    [InlineData(40, 40, 90, 40)]
    [InlineData(60, 40, 90, 60)]
    [InlineData(90, 40, 90, 90)]
    public void It_begins_behind_the_place_or_with_the_oldest_record_for_a_new_reader(long place, long low, long high, long expected) =>
        Assert.Equal(expected, PartitionStart.Check(Partition, new LanePosition(place), new WatermarkOffsets(low, high)));

    [Fact]
    public void A_place_behind_the_end_means_that_the_topic_is_another_one()
    {
        var reset = Assert.Throws<SourceResetException>(() => PartitionStart.Check(Partition, new LanePosition(91), new WatermarkOffsets(40, 90)));
        Assert.Null(reset.ResumeAfter);
    }

    [Fact]
    public void A_place_before_the_oldest_record_means_that_unread_records_were_deleted()
    {
        var reset = Assert.Throws<SourceResetException>(() => PartitionStart.Check(Partition, new LanePosition(39), new WatermarkOffsets(40, 90)));
        Assert.Equal(new LanePosition(40), reset.ResumeAfter);
        Assert.Contains("orders/3", reset.Message, StringComparison.Ordinal);
    }
}
