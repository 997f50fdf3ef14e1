using System.Globalization;
using System.Text;

namespace Actors.Streams.CloudEvents;

/// <summary>
/// Reads and writes CloudEvents on records with headers, by the Kafka protocol binding: in binary mode the attributes are headers with
/// the prefix <c>ce_</c> and the payload is the data; in structured mode the payload is the whole event as JSON. Pure.
/// </summary>
public static class CloudEventFormat
{
    /// <summary>The media type of a record in structured mode.</summary>
    public const string StructuredContentType = "application/cloudevents+json";

    private const string Prefix = "ce_";
    private const string ContentType = "content-type";
    private const string Version = "1.0";

    /// <summary>Reads an event, whichever mode it is in.</summary>
    /// <exception cref="FormatException">The record is no CloudEvent of version 1.0; the text says why.</exception>
    public static CloudEvent Read(SourceRecord record)
    {
        var contentType = Header(record, ContentType);
        if (contentType is not null && contentType.StartsWith("application/cloudevents", StringComparison.OrdinalIgnoreCase))
        {
            return MediaType.IsSame(contentType, StructuredContentType)
                ? StructuredCloudEvent.Read(record.Payload)
                : throw new FormatException($"CloudEvents as '{contentType}' are not read; '{StructuredContentType}' and binary mode are.");
        }

        return Checked(ReadBinary(record, contentType), Header(record, Prefix + "specversion"));
    }

    /// <summary>Writes an event in binary mode: the headers, beside which its data is the payload.</summary>
    public static IReadOnlyList<SourceHeader> WriteBinary(CloudEvent @event)
    {
        var headers = new List<SourceHeader>
        {
            Of(Prefix + "specversion", Version),
            Of(Prefix + "id", @event.Id),
            Of(Prefix + "source", @event.Source),
            Of(Prefix + "type", @event.Type),
        };
        AddIfPresent(headers, Prefix + "subject", @event.Subject);
        AddIfPresent(headers, Prefix + "time", @event.Time?.ToString("O", CultureInfo.InvariantCulture));
        AddIfPresent(headers, Prefix + "traceparent", @event.TraceParent);
        AddIfPresent(headers, Prefix + "sequence", @event.Sequence);
        AddIfPresent(headers, ContentType, @event.DataContentType);
        return headers;
    }

    /// <summary>Writes an event in structured mode: the payload, to be sent as <see cref="StructuredContentType"/>.</summary>
    public static ReadOnlyMemory<byte> WriteStructured(CloudEvent @event) => StructuredCloudEvent.Write(@event);

    /// <summary>Refuses an event of another version, or one that lacks what each must have.</summary>
    internal static CloudEvent Checked(CloudEvent @event, string? version)
    {
        if (version != Version)
        {
            throw new FormatException(version is null ? "It is no CloudEvent: specversion is missing." : $"CloudEvents {version} is not read; {Version} is.");
        }

        foreach (var (name, value) in new[] { ("id", @event.Id), ("source", @event.Source), ("type", @event.Type) })
        {
            if (string.IsNullOrEmpty(value))
            {
                throw new FormatException($"The CloudEvent has no {name}.");
            }
        }

        return @event;
    }

    /// <summary>Reads a time by RFC 3339.</summary>
    internal static DateTimeOffset? TimeOf(string? text) => text is null
        ? null
        : DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time)
            ? time
            : throw new FormatException($"The CloudEvent's time '{text}' is none.");

    private static CloudEvent ReadBinary(SourceRecord record, string? contentType) => new()
    {
        Id = Header(record, Prefix + "id") ?? string.Empty,
        Source = Header(record, Prefix + "source") ?? string.Empty,
        Type = Header(record, Prefix + "type") ?? string.Empty,
        Subject = Header(record, Prefix + "subject"),
        Time = TimeOf(Header(record, Prefix + "time")),
        TraceParent = Header(record, Prefix + "traceparent") ?? Header(record, "traceparent"),
        Sequence = Header(record, Prefix + "sequence"),
        DataContentType = contentType,
        Data = record.Payload,
    };

    private static string? Header(SourceRecord record, string name)
    {
        foreach (var header in record.Headers)
        {
            if (string.Equals(header.Name, name, StringComparison.OrdinalIgnoreCase))
            {
                return Encoding.UTF8.GetString(header.Value.Span);
            }
        }

        return null;
    }

    private static SourceHeader Of(string name, string value) => new(name, Encoding.UTF8.GetBytes(value));

    private static void AddIfPresent(List<SourceHeader> headers, string name, string? value)
    {
        if (value is not null)
        {
            headers.Add(Of(name, value));
        }
    }
}
