using System.Text.Json;
using Actors.Schema;

namespace Actors.Streams.Json;

/// <summary>
/// Reads plain JSON as commands: rules say where the type, the entity's id and, if there is one, the sender's id stand; the
/// whole object is the command. Pure and thread-safe.
/// </summary>
public sealed class JsonDecoder : IDecoder
{
    private readonly CommandRoutes _routes;
    private readonly JsonDecoderRules _rules;

    /// <summary>Describes where everything stands.</summary>
    /// <param name="model">The model that knows the commands.</param>
    /// <param name="routes">The command for each type, by exact name.</param>
    /// <param name="rules">Where type and ids stand.</param>
    /// <param name="unknown">What becomes of other types.</param>
    /// <exception cref="ArgumentException">A route leads to an entity or a command that the model does not know.</exception>
    public JsonDecoder(
        ActorModel model, IReadOnlyDictionary<string, CommandRoute> routes, JsonDecoderRules rules, UnknownType unknown = UnknownType.DeadLetter)
    {
        _routes = new CommandRoutes(model, routes, unknown);
        _rules = rules;
    }

    /// <inheritdoc/>
    public Decoded Decode(SourceRecord record)
    {
        try
        {
            using var document = JsonDocument.Parse(record.Payload);
            return document.RootElement.ValueKind == JsonValueKind.Object
                ? Decode(record, document.RootElement)
                : Decoded.Undecodable("It is JSON, but no object.");
        }
        catch (JsonException exception)
        {
            return Decoded.Undecodable($"It is not JSON: {exception.Message}");
        }
    }

    private Decoded Decode(SourceRecord record, JsonElement root)
    {
        if (_rules.Type.Find(record, root) is not { } type)
        {
            return Decoded.Invalid($"It has no type: {_rules.Type} is missing.");
        }

        var id = _rules.Id?.Find(record, root);
        if (id is not null && !CommandId.IsValid(id))
        {
            return Decoded.Invalid($"Its id ({_rules.Id}) has more than {CommandId.LengthMax} characters, none, or control characters.");
        }

        return _routes.Decode(type, _rules.Entity.Find(record, root), null, record.Payload, id is null ? null : new CommandId(id), Origin.Unknown);
    }
}
