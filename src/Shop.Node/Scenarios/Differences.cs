using System.Globalization;

namespace Shop.Node.Scenarios;

/// <summary>Collects where two sums differ.</summary>
internal sealed class Differences
{
    private const int ShownMax = 20;
    private readonly List<string> _found = [];

    /// <summary>What was found; at most <see cref="ShownMax"/> lines and one that counts the rest.</summary>
    public IReadOnlyList<string> Found =>
        _found.Count <= ShownMax ? _found : [.. _found.Take(ShownMax), $"and {_found.Count - ShownMax} more"];

    /// <summary>Compares a sum of the input with that of the node.</summary>
    public void Compare<T>(string what, T input, T node)
        where T : IFormattable, IEquatable<T>
    {
        if (!input.Equals(node))
        {
            _found.Add($"{what}: the input says {Text(input)}, the node {Text(node)}");
        }
    }

    /// <summary>Compares sums by key; a key that is missing on one side counts as zero.</summary>
    public void Compare(string what, IReadOnlyDictionary<string, decimal> input, IReadOnlyDictionary<string, decimal> node)
    {
        foreach (var key in input.Keys.Union(node.Keys).Order(StringComparer.Ordinal))
        {
            Compare($"{what} {key}", input.GetValueOrDefault(key), node.GetValueOrDefault(key));
        }
    }

    /// <summary>Adds a difference in words.</summary>
    public void Add(string text) => _found.Add(text);

    private static string Text<T>(T value)
        where T : IFormattable => value.ToString(null, CultureInfo.InvariantCulture);
}
