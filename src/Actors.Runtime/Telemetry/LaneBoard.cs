using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using Actors.Runtime.Lanes;

namespace Actors.Runtime.Telemetry;

/// <summary>Knows the lanes and readers that run, and shows their age, what is in hand and how far they are behind. Thread-safe.</summary>
internal sealed class LaneBoard
{
    private readonly ConcurrentDictionary<LaneGroup, byte> _groups = [];
    private readonly TimeProvider _time;

    public LaneBoard(Meter meter, TimeProvider time)
    {
        _time = time;
        meter.CreateObservableGauge(
            "actors.lane.age",
            () => Measure(g => g.HasLanes, g => g.Age().TotalSeconds),
            "s",
            "For how long a lane has had records in hand and finished none, as far as was observed; the worst of the reader's lanes.");
        meter.CreateObservableUpDownCounter(
            "actors.lane.in_hand", () => Measure(g => g.HasLanes, g => g.InHand), "{record}", "Records that were read and are not done.");
        meter.CreateObservableUpDownCounter(
            "actors.reader.lag",
            () => Lags(),
            "{record}",
            "Records that a reader has not done: durable ones of the journal, or, for an ingress, those that its source is known to hold.");
    }

    /// <summary>The readers that run.</summary>
    public IReadOnlyCollection<LaneGroup> Groups => [.. _groups.Keys];

    /// <summary>Shows a reader until it is disposed.</summary>
    /// <param name="kind">What it is: <c>ingress</c>, <c>reaction</c>, <c>side-effect</c>, <c>projection</c>.</param>
    /// <param name="name">Its name.</param>
    /// <param name="lanes">The lanes it sends on at present; <see langword="null"/> when it sends on none.</param>
    /// <param name="lag">How many records it has not done; <see langword="null"/> when nobody knows, at the moment or at all.</param>
    public LaneGroup Add(string kind, string name, Func<IEnumerable<LaneSender>>? lanes, Func<long?>? lag)
    {
        var group = new LaneGroup(kind, name, lanes, _time, lag, g => _groups.TryRemove(g, out _));
        _groups[group] = 0;
        return group;
    }

    private IEnumerable<Measurement<long>> Lags() =>
        from g in _groups.Keys
        let lag = g.Lag?.Invoke()
        where lag is not null
        select new Measurement<long>(lag.Value, g.Tags);

    private IEnumerable<Measurement<T>> Measure<T>(Func<LaneGroup, bool> has, Func<LaneGroup, T> value)
        where T : struct => _groups.Keys.Where(has).Select(g => new Measurement<T>(value(g), g.Tags));
}
