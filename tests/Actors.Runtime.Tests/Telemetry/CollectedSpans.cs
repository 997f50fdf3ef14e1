using System.Collections.Concurrent;
using System.Diagnostics;
using Actors.Runtime.Telemetry;

namespace Actors.Runtime.Tests.Telemetry;

/// <summary>Listens to the spans of this process and keeps those of one trace.</summary>
internal sealed class CollectedSpans : IDisposable
{
    private readonly ConcurrentQueue<Activity> _ended = new();
    private readonly ActivityListener _listener;

    public CollectedSpans(ActivityTraceId trace, ActivitySamplingResult sampling = ActivitySamplingResult.AllDataAndRecorded)
    {
        _listener = new ActivityListener
        {
            ShouldListenTo = source => source.Name == ActorTelemetry.SourceName,
            Sample = (ref ActivityCreationOptions<ActivityContext> options) =>
                options.TraceId == trace ? sampling : ActivitySamplingResult.None, // Of the other tests, which run beside this one.
            ActivityStopped = _ended.Enqueue,
        };
        ActivitySource.AddActivityListener(_listener);
    }

    public IReadOnlyList<Activity> Ended => [.. _ended];

    public bool Has(string name, int count = 1) => _ended.Count(a => a.DisplayName == name) >= count;

    /// <summary>The names of a span's ancestors, itself first.</summary>
    public IReadOnlyList<string> PathOf(string name)
    {
        var byId = _ended.ToDictionary(a => a.SpanId.ToHexString());
        var path = new List<string>();
        for (var span = _ended.First(a => a.DisplayName == name); span is not null; span = byId.GetValueOrDefault(span.ParentSpanId.ToHexString()))
        {
            path.Add(span.DisplayName);
        }

        return path;
    }

    public void Dispose() => _listener.Dispose();
}
