using System.Collections.Concurrent;
using Actors.Health;

namespace Actors.Hosting.Health;

/// <summary>
/// Where the parts of a node post whether they are ready. A part is shown from its first post on; a repeated post keeps the time of
/// the first, so that <see cref="ReadinessPart.Since"/> tells how long it lasts.
/// </summary>
/// <param name="time">The clock.</param>
public sealed class ReadinessBoard(TimeProvider time) : IReadiness
{
    private readonly ConcurrentDictionary<string, ReadinessPart> _parts = new(StringComparer.Ordinal);

    /// <inheritdoc/>
    public IReadOnlyList<ReadinessPart> Parts => [.. _parts.Values.OrderBy(p => p.Name, StringComparer.Ordinal)];

    /// <summary>Posts that a part is ready.</summary>
    public void Ready(string name, string? detail = null) => Post(name, isReady: true, detail);

    /// <summary>Posts that a part is not ready.</summary>
    /// <param name="name">The part.</param>
    /// <param name="detail">What it waits for.</param>
    public void NotReady(string name, string detail) => Post(name, isReady: false, detail);

    private void Post(string name, bool isReady, string? detail)
    {
        var now = time.GetUtcNow();
        _parts.AddOrUpdate(
            name,
            key => new ReadinessPart(key, isReady, now, detail),
            (key, part) => part.IsReady == isReady ? part with { Detail = detail } : new ReadinessPart(key, isReady, now, detail));
    }
}
