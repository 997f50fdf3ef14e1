using System.Globalization;
using System.Text;

namespace Actors.Hosting.Telemetry;

/// <summary>The labels of one series, compared by name and value.</summary>
internal readonly struct LabelSet : IEquatable<LabelSet>
{
    private readonly KeyValuePair<string, object?>[] _tags;
    private readonly int _hash;

    public LabelSet(ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        _tags = tags.ToArray();
        var hash = default(HashCode);
        foreach (var (name, value) in _tags)
        {
            hash.Add(name);
            hash.Add(value);
        }

        _hash = hash.ToHashCode();
    }

    /// <summary>The labels as Prometheus writes them, without the braces.</summary>
    public string Text
    {
        get
        {
            var text = new StringBuilder();
            foreach (var (name, value) in _tags)
            {
                text.Append(CultureInfo.InvariantCulture, $"{(text.Length == 0 ? "" : ",")}{PrometheusName.Label(name)}=\"{Escape(value)}\"");
            }

            return text.ToString();
        }
    }

    public bool Equals(LabelSet other) => _hash == other._hash && _tags.AsSpan().SequenceEqual(other._tags);

    public override bool Equals(object? obj) => obj is LabelSet other && Equals(other);

    public override int GetHashCode() => _hash;

    private static string Escape(object? value) => (Convert.ToString(value, CultureInfo.InvariantCulture) ?? string.Empty)
        .Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal).Replace("\n", "\\n", StringComparison.Ordinal);
}
