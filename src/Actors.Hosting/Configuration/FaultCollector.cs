using System.Globalization;

namespace Actors.Hosting.Configuration;

/// <summary>Checks values and keeps every fault, so that all of them are told at once.</summary>
/// <param name="section">The prefix of the keys, such as <c>Actors:Http</c>.</param>
internal sealed class FaultCollector(string section)
{
    private readonly List<ConfigurationFault> _faults = [];

    public IReadOnlyList<ConfigurationFault> Faults => _faults;

    public void Add(string key, string? value, string expected) =>
        _faults.Add(new ConfigurationFault($"{section}:{key}", value, expected));

    public void Add(IEnumerable<ConfigurationFault> faults) => _faults.AddRange(faults);

    public void InRange(string key, long value, long min, long max)
    {
        if (value < min || value > max)
        {
            Add(key, value.ToString(CultureInfo.InvariantCulture), NumberText(min, max));
        }
    }

    public void InRange(string key, TimeSpan value, TimeSpan min, TimeSpan max)
    {
        if (value < min || value > max)
        {
            Add(key, value.ToString("c", CultureInfo.InvariantCulture), $"must be a time from {min:c} to {max:c}");
        }
    }

    private static string NumberText(long min, long max) =>
        string.Create(CultureInfo.InvariantCulture, $"must be a whole number from {min} to {max}");
}
