using System.Globalization;
using Microsoft.Extensions.Configuration;

namespace Actors.Hosting.Configuration;

/// <summary>
/// Reads the settings of one section. Unlike the framework's binder it does not stop at the first value that cannot be converted,
/// and a key that nobody reads is a fault: a misspelt key must not silently mean the default.
/// </summary>
internal sealed class SettingsReader(IConfigurationSection section)
{
    private readonly HashSet<string> _known = new(StringComparer.OrdinalIgnoreCase);
    private readonly FaultCollector _faults = new(section.Path);

    public IReadOnlyList<ConfigurationFault> Faults => _faults.Faults;

    /// <summary>Whether the section has any key.</summary>
    public bool IsGiven => section.GetChildren().Any();

    public SettingsReader Section(string key)
    {
        _known.Add(key);
        return new SettingsReader(section.GetSection(key));
    }

    /// <summary>The sections below this one, whatever their names.</summary>
    public IReadOnlyList<(string Key, SettingsReader Settings)> Sections()
    {
        var children = section.GetChildren().Where(child => child.GetChildren().Any()).ToList();
        _known.UnionWith(children.Select(child => child.Key));
        return children.ConvertAll(child => (child.Key, new SettingsReader(child)));
    }

    public string? Text(string key, string? fallback)
    {
        _known.Add(key);
        var text = section[key];
        return string.IsNullOrWhiteSpace(text) ? fallback : text;
    }

    public int Integer(string key, int fallback) => (int)Number(key, fallback, int.MinValue, int.MaxValue);

    public int? OptionalInteger(string key) => Text(key, null) is null ? null : Integer(key, 0);

    public long Number(string key, long fallback, long min = long.MinValue, long max = long.MaxValue)
    {
        if (Text(key, null) is not { } text)
            return fallback;
        if (long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var value) && value >= min && value <= max)
            return value;
        _faults.Add(key, text, "must be a whole number");
        return fallback;
    }

    public bool Boolean(string key, bool fallback)
    {
        if (Text(key, null) is not { } text)
            return fallback;
        if (bool.TryParse(text, out var value))
            return value;
        _faults.Add(key, text, "must be true or false");
        return fallback;
    }

    public double Share(string key, double fallback)
    {
        if (Text(key, null) is not { } text)
            return fallback;
        if (double.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var value))
            return value;
        _faults.Add(key, text, "must be a number from 0 to 1");
        return fallback;
    }

    public TimeSpan Duration(string key, TimeSpan fallback)
    {
        if (Text(key, null) is not { } text)
            return fallback;
        if (DurationText.TryParse(text, out var value))
            return value;
        _faults.Add(key, text, "must be a time such as 500ms, 5s, 2m or 00:00:05");
        return fallback;
    }

    public TimeSpan? OptionalDuration(string key) => Text(key, null) is null ? null : Duration(key, TimeSpan.FromSeconds(1));

    public T Choice<T>(string key, T fallback)
        where T : struct, Enum
    {
        if (Text(key, null) is not { } text)
            return fallback;
        if (Enum.GetNames<T>().Contains(text, StringComparer.OrdinalIgnoreCase))
            return Enum.Parse<T>(text, ignoreCase: true);
        _faults.Add(key, text, $"must be one of {string.Join(", ", Enum.GetNames<T>())}");
        return fallback;
    }

    /// <summary>Takes over the faults of a section below this one.</summary>
    public void Add(IEnumerable<ConfigurationFault> faults) => _faults.Add(faults);

    /// <summary>Adds a fault for a key.</summary>
    public void Add(string key, string? value, string expected) => _faults.Add(key, value, expected);

    /// <summary>Adds a fault for each key of the section that was not read.</summary>
    public void RefuseUnknown()
    {
        foreach (var child in section.GetChildren().Where(c => !_known.Contains(c.Key)))
        {
            _faults.Add(child.Key, child.Value, $"is not a setting; the settings are {string.Join(", ", _known.Order(StringComparer.Ordinal))}");
        }
    }
}
