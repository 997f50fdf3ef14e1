using System.Globalization;
using System.Text;
using RabbitMQ.Client.Events;

namespace Actors.Streams.RabbitMq.Sources;

/// <summary>Turns deliveries into records. The client takes its buffer back after the delivery, so everything is copied.</summary>
internal static class RabbitMqRecords
{
    private const string OffsetHeader = "x-stream-offset";

    /// <summary>A delivery of a queue; its tag is the position.</summary>
    public static SourceRecord OfQueue(string queue, BasicDeliverEventArgs delivery) => Of(
        delivery, (long)delivery.DeliveryTag, $"queue {queue}, message {delivery.BasicProperties.MessageId}{(delivery.Redelivered ? ", delivered again" : string.Empty)}");

    /// <summary>A delivery of a stream; its position is one above its offset, since offsets begin at 0.</summary>
    /// <exception cref="SourceUnreadableException">It has no offset: the queue is no stream.</exception>
    public static SourceRecord OfStream(string stream, BasicDeliverEventArgs delivery)
    {
        var offset = delivery.BasicProperties.Headers?.TryGetValue(OffsetHeader, out var value) == true && value is long number
            ? number
            : throw new SourceUnreadableException($"'{stream}' gives no offsets: it is no stream. Read it as a queue.");
        return Of(delivery, offset + 1, $"stream {stream} offset {offset.ToString(CultureInfo.InvariantCulture)}");
    }

    private static SourceRecord Of(BasicDeliverEventArgs delivery, long position, string origin) =>
        new(new LanePosition(position), delivery.Body.ToArray(), origin)
        {
            Key = Encoding.UTF8.GetBytes(delivery.RoutingKey),
            Headers = HeadersOf(delivery),
            MessageId = delivery.BasicProperties.MessageId is { Length: > 0 } id ? id : null,
        };

    private static List<SourceHeader> HeadersOf(BasicDeliverEventArgs delivery)
    {
        var headers = new List<SourceHeader>();
        foreach (var (name, value) in delivery.BasicProperties.Headers ?? new Dictionary<string, object?>())
        {
            if (BytesOf(value) is { } bytes)
            {
                headers.Add(new SourceHeader(name, bytes));
            }
        }

        if (delivery.BasicProperties.ContentType is { Length: > 0 } type && !headers.Exists(h => h.Name == "content-type"))
        {
            headers.Add(new SourceHeader("content-type", Encoding.UTF8.GetBytes(type)));
        }

        return headers;
    }

    /// <summary>Texts and numbers; tables and lists are left out.</summary>
    private static byte[]? BytesOf(object? value) => value switch
    {
        byte[] bytes => bytes,
        string text => Encoding.UTF8.GetBytes(text),
        IFormattable number => Encoding.UTF8.GetBytes(number.ToString(null, CultureInfo.InvariantCulture)),
        bool flag => flag ? "true"u8.ToArray() : "false"u8.ToArray(),
        _ => null,
    };
}
