using System.Buffers;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace Actors.Schema;

/// <summary>JSON by source-generated System.Text.Json: no reflection at run time. Thread-safe.</summary>
/// <typeparam name="T">The type of the message.</typeparam>
/// <param name="typeInfo">The generated description of the type.</param>
public sealed class JsonMessageCodec<T>(JsonTypeInfo<T> typeInfo) : IJsonMessageCodec
    where T : notnull
{
    [ThreadStatic]
    private static Utf8JsonWriter? _writer;

    /// <inheritdoc/>
    public string ContentType => "application/json";

    /// <inheritdoc/>
    public Type MessageType => typeof(T);

    /// <inheritdoc/>
    public JsonTypeInfo TypeInfo => typeInfo;

    /// <inheritdoc/>
    public void Encode(object message, IBufferWriter<byte> buffer)
    {
        var writer = _writer ??= new Utf8JsonWriter(buffer, new JsonWriterOptions { SkipValidation = true });
        writer.Reset(buffer);
        JsonSerializer.Serialize(writer, (T)message, typeInfo);
        writer.Flush();
    }

    /// <inheritdoc/>
    public object Decode(ReadOnlySpan<byte> bytes)
    {
        try
        {
            return (object?)JsonSerializer.Deserialize(bytes, typeInfo) ?? throw new FormatException("The JSON is null.");
        }
        catch (JsonException exception)
        {
            throw new FormatException(exception.Message, exception);
        }
    }
}
