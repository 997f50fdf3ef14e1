using System.Collections.Concurrent;
using System.Text;
using Actors.Schema;

namespace Actors.Journal.Blocks;

/// <summary>Remembers parsed names: a journal has millions of records, but few types. Thread-safe, bounded.</summary>
public sealed class WireNames
{
    private const int NamesMax = 4096;

    private readonly ConcurrentDictionary<string, WireName> _names = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, EntityType> _types = new(StringComparer.Ordinal);

    /// <summary>Parses a stored wire name.</summary>
    /// <exception cref="FormatException">The text is not a wire name.</exception>
    public WireName Parse(ReadOnlySpan<char> text) =>
        _names.GetAlternateLookup<ReadOnlySpan<char>>().TryGetValue(text, out var name)
            ? name
            : Remember(_names, text.ToString(), WireName.Parse(text.ToString()));

    /// <summary>Parses a stored wire name in UTF-8.</summary>
    /// <exception cref="FormatException">The text is not a wire name.</exception>
    public WireName Parse(ReadOnlySpan<byte> utf8)
    {
        Span<char> text = stackalloc char[byte.MaxValue];
        return Parse(text[..Encoding.UTF8.GetChars(utf8, text)]);
    }

    /// <summary>Parses a stored entity key in UTF-8.</summary>
    /// <exception cref="FormatException">The text is not an entity key.</exception>
    public EntityKey ParseEntity(ReadOnlySpan<byte> utf8)
    {
        Span<char> type = stackalloc char[EntityType.LengthMax];
        var slash = utf8.IndexOf((byte)'/');
        if (slash > 0 && slash <= type.Length)
        {
            var known = type[..Encoding.UTF8.GetChars(utf8[..slash], type)];
            var id = Encoding.UTF8.GetString(utf8[(slash + 1)..]);
            if (_types.GetAlternateLookup<ReadOnlySpan<char>>().TryGetValue(known, out var found) && EntityId.IsValid(id))
            {
                return new EntityKey(found, new EntityId(id));
            }
        }

        var key = EntityKey.Parse(Encoding.UTF8.GetString(utf8));
        Remember(_types, key.Type.Name, key.Type);
        return key;
    }

    private static T Remember<T>(ConcurrentDictionary<string, T> known, string text, T value)
    {
        if (known.Count < NamesMax)
        {
            known.TryAdd(text, value);
        }

        return value;
    }
}
