using Actors.Streams.Publishing;
using Confluent.Kafka;

namespace Actors.Streams.Kafka.Sinks;

/// <summary>Records on their way out as Kafka's messages.</summary>
internal static class KafkaMessages
{
    /// <summary>A record as a message.</summary>
    public static Message<string, byte[]> Of(SinkRecord record) =>
        new() { Key = record.Key, Value = record.Payload.ToArray(), Headers = HeadersOf(record) };

    private static Headers HeadersOf(SinkRecord record)
    {
        var headers = new Headers();
        foreach (var header in record.Headers)
        {
            headers.Add(header.Name, header.Value.ToArray());
        }

        return headers;
    }
}
