using System.Buffers;
using System.Text.Json.Nodes;
using Actors.Schema;

namespace Actors.TestKit.Simulation.Checkers;

/// <summary>Compares states: by their own equality, else by their encoded form, because collections in records compare by reference.</summary>
internal static class States
{
    public static bool AreEqual(EntityDefinition definition, object one, object other)
    {
        if (one.Equals(other))
        {
            return true;
        }

        var (first, second) = (Encode(definition, one), Encode(definition, other));
        return first.Span.SequenceEqual(second.Span)
            || (definition.StateCodec is IJsonMessageCodec && JsonNode.DeepEquals(JsonNode.Parse(first.Span), JsonNode.Parse(second.Span)));
    }

    private static ReadOnlyMemory<byte> Encode(EntityDefinition definition, object state)
    {
        var buffer = new ArrayBufferWriter<byte>();
        definition.StateCodec.Encode(state, buffer);
        return buffer.WrittenMemory;
    }
}
