using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Json;

namespace Actors.Streams.CloudEvents;

/// <summary>An event in structured mode, by the JSON format of CloudEvents.</summary>
internal static class StructuredCloudEvent
{
    public static CloudEvent Read(ReadOnlyMemory<byte> json)
    {
        try
        {
            using var document = JsonDocument.Parse(json);
            var root = document.RootElement;
            return root.ValueKind == JsonValueKind.Object
                ? CloudEventFormat.Checked(Of(root), Text(root, "specversion"))
                : throw new FormatException("A CloudEvent in structured mode is a JSON object.");
        }
        catch (JsonException exception)
        {
            throw new FormatException($"A CloudEvent in structured mode is JSON: {exception.Message}", exception);
        }
    }

    public static ReadOnlyMemory<byte> Write(CloudEvent @event)
    {
        var buffer = new ArrayBufferWriter<byte>(256 + @event.Data.Length);
        using var writer = new Utf8JsonWriter(buffer);
        writer.WriteStartObject();
        writer.WriteString("specversion", "1.0");
        writer.WriteString("id", @event.Id);
        writer.WriteString("source", @event.Source);
        writer.WriteString("type", @event.Type);
        WriteIfPresent(writer, "subject", @event.Subject);
        WriteIfPresent(writer, "time", @event.Time?.ToString("O", CultureInfo.InvariantCulture));
        WriteIfPresent(writer, "traceparent", @event.TraceParent);
        WriteIfPresent(writer, "sequence", @event.Sequence);
        WriteIfPresent(writer, "datacontenttype", @event.DataContentType);
        WriteData(writer, @event);
        writer.WriteEndObject();
        writer.Flush();
        return buffer.WrittenMemory;
    }

    private static CloudEvent Of(JsonElement root) => new()
    {
        Id = Text(root, "id") ?? string.Empty,
        Source = Text(root, "source") ?? string.Empty,
        Type = Text(root, "type") ?? string.Empty,
        Subject = Text(root, "subject"),
        Time = CloudEventFormat.TimeOf(Text(root, "time")),
        TraceParent = Text(root, "traceparent"),
        Sequence = Text(root, "sequence"),
        DataContentType = Text(root, "datacontenttype"),
        Data = DataOf(root),
    };

    private static ReadOnlyMemory<byte> DataOf(JsonElement root)
    {
        if (root.TryGetProperty("data_base64", out var encoded))
        {
            return encoded.ValueKind == JsonValueKind.String && encoded.TryGetBytesFromBase64(out var bytes)
                ? bytes
                : throw new FormatException("The CloudEvent's data_base64 is no base64.");
        }

        if (!root.TryGetProperty("data", out var data))
        {
            return default;
        }

        // By the specification, data that is not JSON stands as a text.
        return data.ValueKind == JsonValueKind.String && !MediaType.IsJson(Text(root, "datacontenttype"))
            ? Encoding.UTF8.GetBytes(data.GetString()!)
            : Encoding.UTF8.GetBytes(data.GetRawText());
    }

    private static void WriteData(Utf8JsonWriter writer, CloudEvent @event)
    {
        if (@event.Data.IsEmpty)
        {
            return;
        }

        if (MediaType.IsJson(@event.DataContentType))
        {
            writer.WritePropertyName("data");
            writer.WriteRawValue(@event.Data.Span);
        }
        else
        {
            writer.WriteBase64String("data_base64", @event.Data.Span);
        }
    }

    private static void WriteIfPresent(Utf8JsonWriter writer, string name, string? value)
    {
        if (value is not null)
        {
            writer.WriteString(name, value);
        }
    }

    private static string? Text(JsonElement root, string name) => !root.TryGetProperty(name, out var value) || value.ValueKind == JsonValueKind.Null
        ? null
        : value.ValueKind == JsonValueKind.String
            ? value.GetString()
            : throw new FormatException($"The CloudEvent's {name} is not a text.");
}
