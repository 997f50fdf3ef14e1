using System.Buffers;
using System.Text;
using Actors.Schema;

namespace Actors.TestKit.WireForms;

/// <summary>One line of a golden journal: a message as it stands in journals, and what it is read as today.</summary>
/// <param name="Entity">The kind of entity.</param>
/// <param name="Stored">Its name, version and bytes as they were written.</param>
/// <param name="Current">The same after all upcasters, where that differs.</param>
internal sealed record WireForm(string Entity, string Stored, string? Current)
{
    private const string Arrow = " -> ";

    /// <summary>The name and version under which it was written.</summary>
    public string Name => Stored[..Stored.IndexOf(' ', StringComparison.Ordinal)];

    /// <summary>Reads a line.</summary>
    /// <exception cref="FormatException">It is not one.</exception>
    public static WireForm Parse(string line)
    {
        var space = line.IndexOf(' ', StringComparison.Ordinal);
        var arrow = line.IndexOf("} -> ", StringComparison.Ordinal);
        var stored = arrow < 0 ? line[(space + 1)..] : line[(space + 1)..(arrow + 1)];
        return space > 0 && stored.Contains(' ', StringComparison.Ordinal)
            ? new WireForm(line[..space], stored, arrow < 0 ? null : line[(arrow + 1 + Arrow.Length)..])
            : throw new FormatException($"'{line}' is not a line of a golden journal: write entity-type event-name:version {{json}}.");
    }

    /// <summary>The form in which a message would be written today.</summary>
    public static WireForm Of(EntityDefinition entity, object message) => new(entity.Type.ToString(), Text(entity.Messages, message), null);

    /// <summary>The same line with what it is read as today.</summary>
    /// <exception cref="UnknownMessageException">The name is not registered any more.</exception>
    /// <exception cref="FormatException">The bytes cannot be read any more.</exception>
    public WireForm ReadAgain(EntityDefinition entity)
    {
        var message = entity.Messages.Decode(WireName.Parse(Name), Encoding.UTF8.GetBytes(Stored[(Name.Length + 1)..]));
        var current = Text(entity.Messages, message);
        return this with { Current = current == Stored ? null : current };
    }

    public override string ToString() => Current is null ? $"{Entity} {Stored}" : $"{Entity} {Stored}{Arrow}{Current}";

    private static string Text(MessageCatalog messages, object message)
    {
        var definition = messages.Of(message.GetType());
        var buffer = new ArrayBufferWriter<byte>();
        definition.Codec.Encode(message, buffer);
        return $"{definition.Name} {Encoding.UTF8.GetString(buffer.WrittenSpan)}";
    }
}
