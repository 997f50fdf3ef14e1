using Actors.Schema;

namespace Actors.TestKit.Simulation.Checkers;

/// <summary>A command decided once more, by a checker: what a pure decision must have given.</summary>
internal static class Redecision
{
    /// <summary>The encoded events, or the encoded rejection; empty when nothing follows.</summary>
    public static IReadOnlyList<(WireName Type, ReadOnlyMemory<byte> Payload)> Of(
        EntityDefinition definition, object state, object command, DecisionContext context)
    {
        var decision = definition.Decide(state, command, context);
        if (decision.Rejection is { } rejection)
        {
            return [(RejectionCodec.Name, RejectionCodec.Encode(rejection))];
        }

        var messages = new List<(WireName, ReadOnlyMemory<byte>)>();
        foreach (var @event in decision.Events)
        {
            state = definition.Evolve(state, @event);
            messages.Add(definition.Messages.Encode(@event));
        }

        return messages;
    }

    /// <summary>Whether the entity cannot decide the command in this state.</summary>
    public static bool Fails(EntityDefinition definition, object state, object command, DecisionContext context)
    {
        try
        {
            _ = Of(definition, state, command, context);
            return false;
        }
        catch (Exception) // The entity's own code ran.
        {
            return true;
        }
    }
}
