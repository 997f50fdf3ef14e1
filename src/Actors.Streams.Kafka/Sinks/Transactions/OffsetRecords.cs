using System.Globalization;
using Actors.Journal;
using Actors.Sharding;
using Confluent.Kafka;

namespace Actors.Streams.Kafka.Sinks.Transactions;

/// <summary>Offsets of an egress as records of a compacted topic: the key names egress and shard, the value is the number, both as text.</summary>
internal static class OffsetRecords
{
    /// <summary>A shard's offset as a message.</summary>
    public static Message<string, byte[]> Of(ReaderName egress, ShardId shard, long offset) => new()
    {
        Key = string.Create(CultureInfo.InvariantCulture, $"{egress}/{shard.Value}"),
        Value = System.Text.Encoding.ASCII.GetBytes(offset.ToString(CultureInfo.InvariantCulture)),
    };

    /// <summary>Reads one of an egress; <see langword="null"/> when it is another's, or none.</summary>
    public static (ShardId Shard, long Offset)? Read(ReaderName egress, Message<string, byte[]> message)
    {
        var prefix = $"{egress}/";
        return message.Key is { } key && key.StartsWith(prefix, StringComparison.Ordinal)
            && int.TryParse(key.AsSpan(prefix.Length), NumberStyles.None, CultureInfo.InvariantCulture, out var shard)
            && long.TryParse(message.Value, NumberStyles.None, CultureInfo.InvariantCulture, out var offset)
            ? (new ShardId(shard), offset)
            : null;
    }
}
