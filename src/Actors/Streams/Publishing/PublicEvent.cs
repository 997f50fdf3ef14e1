using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace Actors.Streams.Publishing;

/// <summary>
/// What others may see of an event: a form of its own, with a type and version of its own, so that the journal's events can change
/// without breaking them.
/// </summary>
/// <param name="Type">The CloudEvents type, with its version: <c>org.example.order-placed.v1</c>.</param>
/// <param name="Data">The bytes.</param>
/// <param name="ContentType">Their media type.</param>
public sealed record PublicEvent(string Type, ReadOnlyMemory<byte> Data, string ContentType = "application/json")
{
    /// <summary>A public event in JSON.</summary>
    /// <param name="type">The CloudEvents type, with its version.</param>
    /// <param name="data">What is said.</param>
    /// <param name="typeInfo">The generated description of its type.</param>
    public static PublicEvent Json<T>(string type, T data, JsonTypeInfo<T> typeInfo) => new(type, JsonSerializer.SerializeToUtf8Bytes(data, typeInfo));
}
