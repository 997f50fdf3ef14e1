using System.Globalization;
using System.Text;
using Confluent.Kafka;

namespace Actors.Streams.Kafka.Sources;

/// <summary>Kafka's records and offsets as those of a lane. A lane's positions begin at 1: the position of a record is its offset plus 1.</summary>
internal static class KafkaRecords
{
    private const int ShownKeyBytesMax = 64;

    /// <summary>The lane of a partition.</summary>
    public static Lane LaneOf(string source, TopicPartition partition) =>
        new(string.Create(CultureInfo.InvariantCulture, $"kafka:{source}/{partition.Topic}/{partition.Partition.Value}"));

    /// <summary>The offset of the first record behind a place.</summary>
    public static long OffsetAfter(LanePosition place) => place.Value;

    /// <summary>A consumed record as one of its lane.</summary>
    public static SourceRecord Of(ConsumeResult<byte[], byte[]> result)
    {
        var message = result.Message;
        return new SourceRecord(new LanePosition(result.Offset.Value + 1), message.Value, OriginOf(result))
        {
            Key = message.Key,
            Headers = message.Headers is { Count: > 0 } headers ? [.. headers.Select(h => new SourceHeader(h.Key, h.GetValueBytes()))] : [],
        };
    }

    /// <summary>How much memory a record takes, about.</summary>
    public static int SizeOf(SourceRecord record)
    {
        var size = record.Payload.Length + record.Key.Length;
        foreach (var header in record.Headers)
        {
            size += header.Name.Length + header.Value.Length;
        }

        return size;
    }

    private static string OriginOf(ConsumeResult<byte[], byte[]> result) =>
        string.Create(CultureInfo.InvariantCulture, $"kafka {result.Topic}/{result.Partition.Value}@{result.Offset.Value}{Shown(result.Message.Key)}");

    /// <summary>A key for people: as text where it is short and printable, else in hexadecimal digits.</summary>
    private static string Shown(byte[]? key)
    {
        if (key is null)
        {
            return string.Empty;
        }

        var shown = key.AsSpan(0, Math.Min(key.Length, ShownKeyBytesMax));
        var text = Encoding.UTF8.GetString(shown);
        var isPlain = !text.Contains('\uFFFD', StringComparison.Ordinal) && !text.Any(char.IsControl);
        return $" key {(isPlain ? text : Convert.ToHexStringLower(shown))}{(key.Length > ShownKeyBytesMax ? "..." : string.Empty)}";
    }
}
