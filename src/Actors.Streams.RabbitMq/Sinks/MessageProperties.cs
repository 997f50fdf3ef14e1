using System.Text;
using Actors.Streams.Publishing;
using RabbitMQ.Client;

namespace Actors.Streams.RabbitMq.Sinks;

/// <summary>What is said beside the payload of a message.</summary>
internal static class MessageProperties
{
    /// <summary>Headers as they are; the content type and, for CloudEvents, the message id stand where AMQP has a place for them too.</summary>
    public static BasicProperties Of(SinkRecord record)
    {
        var headers = new Dictionary<string, object?>(record.Headers.Count);
        foreach (var header in record.Headers)
        {
            headers[header.Name] = header.Value.ToArray();
        }

        var properties = new BasicProperties { Persistent = true, Headers = headers };
        if (Text("content-type") is { } type)
        {
            properties.ContentType = type;
        }

        if (Text("ce_source") is { } source && Text("ce_id") is { } id && $"{source} {id}" is { Length: <= 255 } text && Ascii.IsValid(text))
        {
            properties.MessageId = text;
        }

        return properties;

        string? Text(string name) => headers.GetValueOrDefault(name) is byte[] { Length: <= 255 } bytes ? Encoding.UTF8.GetString(bytes) : null;
    }
}
