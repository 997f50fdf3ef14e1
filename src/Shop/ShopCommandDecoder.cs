using System.Text.Json;
using Actors;
using Actors.Schema;
using Actors.Streams;

namespace Shop;

/// <summary>
/// Reads Shop's own JSON lines, one command each:
/// <c>{"entity":"order/1001","command":"place-order","payload":{...},"id":"web-7"}</c>. The command is a wire name, with or
/// without version (<c>place-order:1</c>); <c>payload</c> may be left out when the command has no members, <c>id</c> always.
/// Members of other names are refused, so that a misspelt one is noticed.
/// </summary>
/// <param name="model">The model that knows the commands.</param>
public sealed class ShopCommandDecoder(ActorModel model) : IDecoder
{
    /// <inheritdoc/>
    public Decoded Decode(SourceRecord record)
    {
        if (record.Payload.Span.Trim(" \t\r"u8).IsEmpty)
            return Decoded.Skip;

        try
        {
            using var document = JsonDocument.Parse(record.Payload);
            return Decode(document.RootElement);
        }
        catch (JsonException exception)
        {
            return Decoded.Undecodable($"It is not JSON: {exception.Message}");
        }
    }

    private Decoded Decode(JsonElement line)
    {
        if (line.ValueKind != JsonValueKind.Object)
            return Decoded.Undecodable("A command is a JSON object.");

        foreach (var member in line.EnumerateObject())
        {
            if (member.Name is not ("entity" or "command" or "payload" or "id"))
                return Decoded.Undecodable($"It has an unknown member '{member.Name}'; a command has entity, command, payload and id.");
        }

        if (Text(line, "entity") is not { } entity || Text(line, "command") is not { } command)
            return Decoded.Undecodable("It needs the texts 'entity' (such as order/1001) and 'command' (such as place-order).");

        if (line.TryGetProperty("id", out _) && !CommandId.IsValid(Text(line, "id")))
            return Decoded.Invalid($"The id is a text of 1 to {CommandId.LengthMax} characters without control characters.");

        return Decode(line, entity, command);
    }

    private Decoded Decode(JsonElement line, string entity, string command)
    {
        EntityKey key;
        try
        {
            key = EntityKey.Parse(entity);
        }
        catch (FormatException exception)
        {
            return Decoded.Invalid(exception.Message);
        }

        if (model.Find(key.Type) is not { } definition)
            return Decoded.Invalid($"There is no entity type '{key.Type}'.");

        if (Find(definition, command) is not { } message)
            return Decoded.Invalid($"Entity type '{key.Type}' has no command '{command}'.");

        try
        {
            var payload = line.TryGetProperty("payload", out var given) ? RawBytes(given) : "{}"u8.ToArray();
            var id = Text(line, "id");
            return Decoded.Of(new OutgoingCommand(key, message.Codec.Decode(payload)), id is null ? null : new CommandId(id));
        }
        catch (FormatException exception)
        {
            return Decoded.Invalid($"The payload is not a '{command}': {exception.Message}");
        }
    }

    private static MessageDefinition? Find(EntityDefinition definition, string command) =>
        command.Contains(':', StringComparison.Ordinal)
            ? definition.Messages.Messages.FirstOrDefault(m => m.Role == MessageRole.Command && m.Name.ToString() == command)
            : definition.Messages.Newest(MessageRole.Command, command);

    private static byte[] RawBytes(JsonElement element) => System.Text.Encoding.UTF8.GetBytes(element.GetRawText());

    private static string? Text(JsonElement line, string member) =>
        line.TryGetProperty(member, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;
}
