using System.Text.Json.Serialization.Metadata;

namespace Actors.Schema;

/// <summary>A codec whose bytes are JSON, with the description of their form: what schemas and forms are made from.</summary>
public interface IJsonMessageCodec : IMessageCodec
{
    /// <summary>The description of the type.</summary>
    JsonTypeInfo TypeInfo { get; }
}
