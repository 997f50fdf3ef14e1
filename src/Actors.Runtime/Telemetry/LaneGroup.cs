namespace Actors.Runtime.Telemetry;

/// <summary>One reader that is shown by a <see cref="LaneBoard"/>, until it is disposed.</summary>
internal sealed class LaneGroup(string kind, string name, IReadOnlyList<LaneWatch> lanes, Func<long>? lag, Action<LaneGroup> ended) : IDisposable
{
    /// <summary>What it is.</summary>
    public string Kind => kind;

    /// <summary>Its name.</summary>
    public string Name => name;

    /// <summary>Its labels.</summary>
    public KeyValuePair<string, object?>[] Tags { get; } = [new("actors.reader.kind", kind), new("actors.reader.name", name)];

    /// <summary>Whether it sends on lanes.</summary>
    public bool HasLanes => lanes.Count > 0;

    /// <summary>How many durable records it has not done.</summary>
    public Func<long>? Lag => lag;

    /// <summary>How many records it has read and not done.</summary>
    public long InHand => lanes.Sum(l => (long)l.InHand);

    /// <summary>The longest time that one of its lanes has stood still.</summary>
    public TimeSpan Age() => lanes.Max(l => l.Age());

    /// <inheritdoc/>
    public void Dispose() => ended(this);
}
