using System.Collections.Frozen;
using Actors.Schema;

namespace Actors.Streams;

/// <summary>Finds the command that a record stands for by the sender's own word for its type, and makes it. Immutable.</summary>
internal sealed class CommandRoutes
{
    private readonly FrozenDictionary<string, (CommandRoute Route, IMessageCodec Codec)> _byType;
    private readonly UnknownType _unknown;

    /// <exception cref="ArgumentException">A route leads to an entity or a command that the model does not know.</exception>
    public CommandRoutes(ActorModel model, IReadOnlyDictionary<string, CommandRoute> routes, UnknownType unknown)
    {
        _unknown = unknown;
        _byType = routes.ToFrozenDictionary(r => r.Key, r => (r.Value, CodecOf(model, r.Key, r.Value)), StringComparer.Ordinal);
    }

    /// <summary>Makes the command of a record.</summary>
    /// <param name="type">The sender's word for its type.</param>
    /// <param name="entity">The entity's id.</param>
    /// <param name="contentType">The media type of the data; <see langword="null"/> when the sender names none.</param>
    /// <param name="data">The command's bytes; none means a command without members.</param>
    /// <param name="id">The sender's id of the command.</param>
    /// <param name="origin">Who and what caused it.</param>
    public Decoded Decode(string type, string? entity, string? contentType, ReadOnlyMemory<byte> data, CommandId? id, Origin origin)
    {
        if (!_byType.TryGetValue(type, out var route))
        {
            return _unknown == UnknownType.Skip ? Decoded.Skip
                : Decoded.UnknownType($"The type '{type}' is not routed to a command.");
        }

        if (!EntityId.IsValid(entity))
        {
            return Decoded.Invalid(string.IsNullOrEmpty(entity) ? "It names no entity." : $"'{entity}' is not an entity id.");
        }

        if (contentType is not null && !CloudEvents.MediaType.IsSame(contentType, route.Codec.ContentType)
            && !(CloudEvents.MediaType.IsJson(contentType) && CloudEvents.MediaType.IsJson(route.Codec.ContentType)))
        {
            return Decoded.Undecodable($"The data is '{contentType}'; the command is read as '{route.Codec.ContentType}'.");
        }

        try
        {
            var command = route.Codec.Decode(data.IsEmpty && CloudEvents.MediaType.IsJson(route.Codec.ContentType) ? "{}"u8 : data.Span);
            return route.Route.Validate?.Invoke(command) is { } fault
                ? Decoded.Invalid(fault)
                : Decoded.Of(new OutgoingCommand(new EntityKey(route.Route.Entity, new EntityId(entity!)), command), id, origin);
        }
        catch (FormatException exception)
        {
            return Decoded.Undecodable($"The data is no '{type}': {exception.Message}");
        }
    }

    private static IMessageCodec CodecOf(ActorModel model, string type, CommandRoute route)
    {
        var definition = model.Find(route.Entity)
            ?? throw new ArgumentException($"The type '{type}' is routed to '{route.Entity}', which is no entity of the model.", nameof(route));
        return definition.Messages.Messages.FirstOrDefault(m => m.Role == MessageRole.Command && m.Name == route.Command)?.Codec
            ?? throw new ArgumentException($"The type '{type}' is routed to '{route.Command}', which is no command of '{route.Entity}'.", nameof(route));
    }
}
