using System.Diagnostics;
using System.Diagnostics.Tracing;
using Actors.Benchmarks.Reports;

namespace Actors.Benchmarks.Load;

/// <summary>
/// How long all threads of this process stood still for the garbage collector while this lives, as the runtime's own events tell it: from the
/// request to stop them until they go on.
/// </summary>
internal sealed class CollectorPauses : EventListener
{
    private const string Runtime = "Microsoft-Windows-DotNETRuntime";
    private const EventKeywords Collector = (EventKeywords)0x1;
    private const int Restarted = 3; // GCRestartEEEnd
    private const int Stopping = 9; // GCSuspendEEBegin
    private readonly long _started = Stopwatch.GetTimestamp();
    private readonly TimeSpan _before = GC.GetTotalPauseDuration();
    private readonly int _fullBefore = GC.CollectionCount(2);
    private readonly Histogram _lengths = new();
    private long _since;

    /// <summary>What there is to say of those until now: how many, how long, and their share of the time.</summary>
    public string Describe()
    {
        var lengths = _lengths.Copy();
        var seconds = Stopwatch.GetElapsedTime(_started).TotalSeconds;
        var share = (GC.GetTotalPauseDuration() - _before).TotalSeconds / seconds;
        var full = (GC.CollectionCount(2) - _fullBefore) / seconds;
        return $"the collector stopped all {Text.Tenths(lengths.Count / seconds)} times a second, {Text.Tenths(full)} for the whole heap, "
            + $"for p50 {Text.Fine(lengths.PercentileMs(0.5))} ms, p99 {Text.Fine(lengths.PercentileMs(0.99))} ms, {Text.Tenths(share * 100)}% of the time";
    }

    protected override void OnEventSourceCreated(EventSource eventSource)
    {
        if (eventSource.Name == Runtime)
        {
            EnableEvents(eventSource, EventLevel.Informational, Collector);
        }
    }

    protected override void OnEventWritten(EventWrittenEventArgs eventData)
    {
        if (eventData.EventId == Stopping)
        {
            _since = eventData.TimeStamp.Ticks;
        }
        else if (eventData.EventId == Restarted && _since != 0)
        {
            _lengths.Add((eventData.TimeStamp.Ticks - _since) * TimeSpan.NanosecondsPerTick);
            _since = 0;
        }
    }
}
