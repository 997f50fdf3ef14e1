using System.Text.Json;
using Actors.DeadLettering;
using Actors.Schema;

namespace Actors.Operations;

/// <summary>
/// What a replay shall use instead of the original: a payload, and a type or a target where those are wrong. With a type the
/// payload is that command itself; without one it is a record in the form of its ingress.
/// </summary>
public sealed record DeadLetterChange
{
    /// <summary>The payload as JSON.</summary>
    public JsonElement? Payload { get; init; }

    /// <summary>The payload in base 64; instead of <see cref="Payload"/>.</summary>
    public string? PayloadBase64 { get; init; }

    /// <summary>The command's wire name, such as <c>place-order:1</c>.</summary>
    public string? Type { get; init; }

    /// <summary>The entity, such as <c>order/17</c>.</summary>
    public string? Entity { get; init; }

    /// <summary>Why, for whoever reads it later.</summary>
    public string? Note { get; init; }

    /// <summary>An edit in this form.</summary>
    public static DeadLetterChange Of(DeadLetterEdit edit)
    {
        var (json, base64) = Bytes.Show(edit.Payload);
        return new DeadLetterChange { Payload = json, PayloadBase64 = base64, Type = edit.Type?.ToString(), Entity = edit.Entity?.ToString() };
    }

    /// <summary>The edit of a letter.</summary>
    /// <param name="original">What is kept where this says nothing.</param>
    /// <exception cref="FormatException">Something is not of its form; the message says what.</exception>
    public DeadLetterEdit ToEdit(ReadOnlyMemory<byte> original)
    {
        if (Payload is not null && PayloadBase64 is not null)
        {
            throw new FormatException("Give payload or payloadBase64, not both.");
        }

        if (Payload is null && PayloadBase64 is null && Type is null && Entity is null)
        {
            throw new FormatException("Nothing is changed: give payload, payloadBase64, type or entity.");
        }

        return new DeadLetterEdit
        {
            Payload = PayloadBase64 is { } base64 ? Convert.FromBase64String(base64)
                : Payload is { } json ? System.Text.Encoding.UTF8.GetBytes(json.GetRawText()) : original,
            Type = Type is { } type ? WireName.Parse(type) : null,
            Entity = Entity is { } entity ? EntityKey.Parse(entity) : null,
        };
    }
}
