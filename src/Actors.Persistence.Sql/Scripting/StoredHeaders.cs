using System.Buffers;
using System.Text;
using System.Text.Json;
using Actors.Streams;

namespace Actors.Persistence.Sql.Scripting;

/// <summary>The headers of a record as one text: a JSON array of pairs, the values in base 64.</summary>
internal static class StoredHeaders
{
    /// <summary>Writes headers.</summary>
    public static string Write(IReadOnlyList<SourceHeader> headers)
    {
        var buffer = new ArrayBufferWriter<byte>(256);
        using (var writer = new Utf8JsonWriter(buffer))
        {
            writer.WriteStartArray();
            foreach (var header in headers)
            {
                writer.WriteStartArray();
                writer.WriteStringValue(StoredText.Clean(header.Name));
                writer.WriteBase64StringValue(header.Value.Span);
                writer.WriteEndArray();
            }

            writer.WriteEndArray();
        }

        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }

    /// <summary>Reads what <see cref="Write"/> wrote.</summary>
    public static IReadOnlyList<SourceHeader> Read(string text)
    {
        using var document = JsonDocument.Parse(text);
        return [.. document.RootElement.EnumerateArray().Select(pair => new SourceHeader(pair[0].GetString()!, pair[1].GetBytesFromBase64()))];
    }
}
