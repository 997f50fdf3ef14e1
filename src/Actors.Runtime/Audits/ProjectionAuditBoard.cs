using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using Actors.Journal;
using Actors.Operations;

namespace Actors.Runtime.Audits;

/// <summary>Shows what the audit of projections found, and when it last came to an end. Thread-safe.</summary>
internal sealed class ProjectionAuditBoard
{
    private readonly TimeProvider _time;
    private readonly ConcurrentDictionary<ReaderName, long> _compared = [];
    private volatile IReadOnlyList<ProjectionAudit> _last = [];
    private long _done;

    /// <param name="meter">The node's meter.</param>
    /// <param name="time">The clock.</param>
    /// <param name="hasWork">Whether there is anything to audit; without it there is no age to worry about.</param>
    public ProjectionAuditBoard(Meter meter, TimeProvider time, bool hasWork)
    {
        _time = time;
        _done = time.GetTimestamp();
        meter.CreateObservableUpDownCounter(
            "actors.projection.skipped",
            () => _last.GroupBy(a => a.Projection).Select(g => new Measurement<long>(g.Sum(a => a.Skipped), Tag(g.Key))),
            "{record}",
            "Records that did not reach a projection exactly once and in order; anything but 0 is a fault.");
        meter.CreateObservableCounter(
            "actors.projection.audited",
            () => _compared.Select(c => new Measurement<long>(c.Value, Tag(c.Key.Value))),
            "{record}",
            "Records of which this node has proven that they reached a projection, or not.");
        meter.CreateObservableGauge(
            "actors.projection.audit.age",
            () => hasWork ? [new Measurement<double>(time.GetElapsedTime(Volatile.Read(ref _done)).TotalSeconds)] : Enumerable.Empty<Measurement<double>>(),
            "s",
            "For how long no audit of the projections has come to an end on this node.");
    }

    /// <summary>What the latest audit said.</summary>
    public IReadOnlyList<ProjectionAudit> Last => _last;

    /// <summary>Counts records that were compared.</summary>
    public void Compared(ReaderName projection, long records) => _compared.AddOrUpdate(projection, records, (_, before) => before + records);

    /// <summary>Takes the end of an audit.</summary>
    public void Done(IReadOnlyList<ProjectionAudit> result)
    {
        _last = result;
        Volatile.Write(ref _done, _time.GetTimestamp());
    }

    private static KeyValuePair<string, object?> Tag(string projection) => new("actors.reader.name", projection);
}
