using System.Diagnostics.Metrics;
using Actors.Runtime.Streams;

namespace Actors.Runtime.Telemetry;

/// <summary>Shows what each ingress has done in this process, also after it has ended. Thread-safe.</summary>
internal sealed class IngressBoard
{
    private readonly Dictionary<string, (IngressCounts Ended, List<Func<IngressCounts>> Running)> _lanes = new(StringComparer.Ordinal);

    public IngressBoard(Meter meter) => meter.CreateObservableCounter(
        "actors.ingress.records", Measure, "{record}", "Records of an input, by what became of them.");

    /// <summary>Shows an ingress that begins to run.</summary>
    public void Started(string lane, Func<IngressCounts> counts)
    {
        lock (_lanes)
        {
            if (!_lanes.TryGetValue(lane, out var known))
            {
                _lanes[lane] = known = (new IngressCounts(0, 0, 0, 0, 0, 0), []);
            }

            known.Running.Add(counts);
        }
    }

    /// <summary>Keeps what an ingress had done when it ended.</summary>
    public void Ended(string lane, Func<IngressCounts> counts)
    {
        lock (_lanes)
        {
            var (ended, running) = _lanes[lane];
            running.Remove(counts);
            _lanes[lane] = (ended + counts(), running);
        }
    }

    private List<Measurement<long>> Measure()
    {
        lock (_lanes)
        {
            return [.. _lanes.SelectMany(l => Measure(l.Key, l.Value.Running.Aggregate(l.Value.Ended, (sum, counts) => sum + counts())))];
        }
    }

    private static Measurement<long>[] Measure(string lane, IngressCounts counts) =>
    [
        Of(lane, "skipped", counts.Skipped),
        Of(lane, "accepted", counts.Accepted),
        Of(lane, "rejected", counts.Rejected),
        Of(lane, "repeated", counts.Repeated),
        Of(lane, "dead_lettered", counts.DeadLettered),
    ];

    private static Measurement<long> Of(string lane, string outcome, long value) =>
        new(value, new KeyValuePair<string, object?>("actors.reader.name", lane), new KeyValuePair<string, object?>("actors.outcome", outcome));
}
