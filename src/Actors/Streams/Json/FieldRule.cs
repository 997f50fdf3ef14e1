using System.Text;
using System.Text.Json;

namespace Actors.Streams.Json;

/// <summary>Says where in a record a text is found. Immutable.</summary>
public sealed record FieldRule
{
    private readonly Func<SourceRecord, JsonElement, string?> _find;
    private readonly string _where;

    private FieldRule(string where, Func<SourceRecord, JsonElement, string?> find)
    {
        _where = where;
        _find = find;
    }

    /// <summary>The record's key, as UTF-8.</summary>
    public static FieldRule Key { get; } = new("the record's key", (record, _) => record.Key.IsEmpty ? null : Encoding.UTF8.GetString(record.Key.Span));

    /// <summary>Always the same text.</summary>
    public static FieldRule Always(string text) => new($"'{text}'", (_, _) => text);

    /// <summary>A header, as UTF-8; the first one of that exact name.</summary>
    public static FieldRule Header(string name) => new(
        $"header '{name}'",
        (record, _) => record.Headers.Where(h => h.Name == name).Select(h => Encoding.UTF8.GetString(h.Value.Span)).FirstOrDefault());

    /// <summary>A member of the JSON object, a text or a number; members of inner objects with dots: <c>order.id</c>.</summary>
    public static FieldRule Member(string path)
    {
        var names = path.Split('.');
        return new FieldRule($"member '{path}'", (_, root) => Walk(root, names));
    }

    /// <inheritdoc/>
    public override string ToString() => _where;

    /// <summary>Finds the text; <see langword="null"/> when the record has none there.</summary>
    internal string? Find(SourceRecord record, JsonElement root) => _find(record, root);

    private static string? Walk(JsonElement element, string[] names)
    {
        foreach (var name in names)
        {
            if (element.ValueKind != JsonValueKind.Object || !element.TryGetProperty(name, out element))
            {
                return null;
            }
        }

        return element.ValueKind switch
        {
            JsonValueKind.String => element.GetString(),
            JsonValueKind.Number => element.GetRawText(),
            _ => null,
        };
    }
}
