using System.Buffers;
using System.Text.Json;
using Actors.Schema;

namespace Actors.Hosting.Http;

/// <summary>Writes encoded messages into JSON: as they are when they are JSON, else in base 64.</summary>
internal static class JsonPayload
{
    public static void Write(Utf8JsonWriter writer, string name, ReadOnlySpan<byte> bytes)
    {
        if (bytes.IsEmpty)
        {
            writer.WriteNull(name);
        }
        else if (IsJson(bytes))
        {
            writer.WritePropertyName(name);
            writer.WriteRawValue(bytes, skipInputValidation: true);
        }
        else
        {
            writer.WriteBase64String($"{name}Base64", bytes);
        }
    }

    public static void Write(Utf8JsonWriter writer, string name, IMessageCodec codec, object message)
    {
        var buffer = new ArrayBufferWriter<byte>(256);
        codec.Encode(message, buffer);
        Write(writer, name, buffer.WrittenSpan);
    }

    private static bool IsJson(ReadOnlySpan<byte> bytes)
    {
        var reader = new Utf8JsonReader(bytes);
        try
        {
            while (reader.Read())
            {
                // Reading to the end is the check.
            }

            return true;
        }
        catch (JsonException)
        {
            return false;
        }
    }
}
