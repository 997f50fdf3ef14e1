using System.Collections.Concurrent;
using Actors.Health;

namespace Actors.Runtime.Supervision;

/// <summary>Where every part of a node says how it is. Thread-safe.</summary>
/// <param name="time">The clock.</param>
public sealed class HealthBoard(TimeProvider time) : IReadiness
{
    private readonly ConcurrentDictionary<string, ReadinessPart> _parts = new(StringComparer.Ordinal);

    /// <inheritdoc/>
    public IReadOnlyList<ReadinessPart> Parts => [.. _parts.Values.OrderBy(p => p.Name, StringComparer.Ordinal)];

    /// <summary>Whether every part does its work.</summary>
    public bool IsReady => _parts.Values.All(p => p.IsReady);

    /// <summary>Says that a part works.</summary>
    public void Healthy(string name) => Set(name, true, false, null);

    /// <summary>Says that a part does not work, and why.</summary>
    public void Unhealthy(string name, string detail) => Set(name, false, false, detail);

    /// <summary>Says that a part has trouble, and why, which does not keep the node from the rest of its work: the node stays ready.</summary>
    public void Degraded(string name, string detail) => Set(name, true, true, detail);

    /// <summary>Forgets a part that has ended.</summary>
    public void Remove(string name) => _parts.TryRemove(name, out _);

    private void Set(string name, bool isReady, bool isDegraded, string? detail)
    {
        if (_parts.TryGetValue(name, out var part) && part.IsReady == isReady && part.IsDegraded == isDegraded && part.Detail == detail)
        {
            return;
        }

        _parts.AddOrUpdate(
            name,
            _ => new ReadinessPart(name, isReady, time.GetUtcNow(), detail) { IsDegraded = isDegraded },
            (_, old) => old with
            {
                IsReady = isReady,
                IsDegraded = isDegraded,
                Detail = detail,
                Since = old.IsReady == isReady && old.IsDegraded == isDegraded ? old.Since : time.GetUtcNow(),
            });
    }
}
