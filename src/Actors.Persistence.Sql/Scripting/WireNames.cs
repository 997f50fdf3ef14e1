using System.Collections.Concurrent;
using Actors.Schema;

namespace Actors.Persistence.Sql.Scripting;

/// <summary>Remembers parsed wire names: a journal has millions of records, but few types. Thread-safe, bounded.</summary>
internal sealed class WireNames
{
    private const int NamesMax = 4096;

    private readonly ConcurrentDictionary<string, WireName> _names = new(StringComparer.Ordinal);

    /// <summary>Parses a stored wire name.</summary>
    public WireName Parse(string text)
    {
        if (!_names.TryGetValue(text, out var name))
        {
            name = WireName.Parse(text);
            if (_names.Count < NamesMax)
            {
                _names.TryAdd(text, name);
            }
        }

        return name;
    }
}
