using System.Collections.Concurrent;

namespace Actors.Runtime.Supervision;

/// <summary>Where every part of a node says how it is. Thread-safe.</summary>
/// <param name="time">The clock.</param>
public sealed class HealthBoard(TimeProvider time)
{
    private readonly ConcurrentDictionary<string, HealthPart> _parts = new(StringComparer.Ordinal);

    /// <summary>All parts, by name.</summary>
    public IReadOnlyList<HealthPart> Parts => [.. _parts.Values.OrderBy(p => p.Name, StringComparer.Ordinal)];

    /// <summary>Whether every part does its work.</summary>
    public bool IsHealthy => _parts.Values.All(p => p.IsHealthy);

    /// <summary>Says that a part works.</summary>
    public void Healthy(string name) => Set(name, true, string.Empty);

    /// <summary>Says that a part does not work, and why.</summary>
    public void Unhealthy(string name, string detail) => Set(name, false, detail);

    private void Set(string name, bool isHealthy, string detail)
    {
        if (_parts.TryGetValue(name, out var part) && part.IsHealthy == isHealthy && part.Detail == detail)
        {
            return;
        }

        _parts.AddOrUpdate(
            name,
            _ => new HealthPart(name, isHealthy, time.GetUtcNow(), detail),
            (_, old) => old with { IsHealthy = isHealthy, Detail = detail, Since = old.IsHealthy == isHealthy ? old.Since : time.GetUtcNow() });
    }
}
