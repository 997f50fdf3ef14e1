using System.Runtime.CompilerServices;
using Actors.Runtime.Lanes;

namespace Actors.Runtime.Telemetry;

/// <summary>One reader that is shown by a <see cref="LaneBoard"/>, until it is disposed. Its lanes come and go with the node's shards.</summary>
internal sealed class LaneGroup(
    string kind, string name, Func<IEnumerable<LaneSender>>? lanes, TimeProvider time, Func<long?>? lag, Action<LaneGroup> ended) : IDisposable
{
    private readonly ConditionalWeakTable<LaneSender, LaneWatch> _watches = [];

    /// <summary>What it is.</summary>
    public string Kind => kind;

    /// <summary>Its name.</summary>
    public string Name => name;

    /// <summary>Its labels.</summary>
    public KeyValuePair<string, object?>[] Tags { get; } = [new("actors.reader.kind", kind), new("actors.reader.name", name)];

    /// <summary>Whether it sends on lanes.</summary>
    public bool HasLanes => lanes is not null;

    /// <summary>How many records it has not done, where that is known.</summary>
    public Func<long?>? Lag => lag;

    /// <summary>How many records it has read and not done.</summary>
    public long InHand => Watches().Sum(l => (long)l.InHand);

    /// <summary>The longest time that one of its lanes has stood still.</summary>
    public TimeSpan Age() => Watches().Select(l => l.Age()).DefaultIfEmpty().Max();

    /// <inheritdoc/>
    public void Dispose() => ended(this);

    private IEnumerable<LaneWatch> Watches() => (lanes?.Invoke() ?? []).Select(l => _watches.GetValue(l, lane => new LaneWatch(lane, time)));
}
