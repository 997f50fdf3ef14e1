using System.Diagnostics;
using Actors.Journal;
using Actors.Runtime.Telemetry;

namespace Actors.Runtime.Streams.Publishing;

/// <summary>
/// The spans of one batch on its way to a sink. Each begins with the mapping, so that the published record can name it as its parent,
/// and ends when the sink has the batch. Not thread-safe.
/// </summary>
internal sealed class PublishSpans(ReaderName egress) : IDisposable
{
    private const int RecordsMax = 64; // Spans of one batch, as many as a projection writes.
    private readonly List<Activity> _open = [];

    /// <summary>Starts the span of a record whose sender has chosen to keep its trace.</summary>
    /// <returns><see langword="null"/> for the others.</returns>
    public Activity? Start(JournalRecord record)
    {
        if (!Tracing.IsOn || _open.Count == RecordsMax || !Tracing.IsSampled(record.Metadata.Origin))
        {
            return null;
        }

        var current = Activity.Current;
        var span = Tracing.Start($"publish {egress}", ActivityKind.Producer, record.Metadata.Origin);
        Activity.Current = current; // Several are open at once; none is the current one.
        if (span is not null)
        {
            Tracing.Describe(span, record);
            _open.Add(span);
        }

        return span;
    }

    /// <summary>Forgets the span of a record that is not for others: it is never sent to a collector.</summary>
    public void Drop(Activity? span)
    {
        if (span is not null)
        {
            _open.Remove(span);
            span.IsAllDataRequested = false;
            span.ActivityTraceFlags &= ~ActivityTraceFlags.Recorded;
            span.Dispose();
        }
    }

    /// <summary>Says that the sink has not taken the batch.</summary>
    public void Failed(Exception exception)
    {
        foreach (var span in _open)
        {
            Tracing.Failed(span, exception.GetType().Name, exception.Message);
        }
    }

    /// <summary>Ends the spans.</summary>
    public void Dispose()
    {
        var current = Activity.Current;
        foreach (var span in _open)
        {
            span.Dispose();
        }

        Activity.Current = current;
    }
}
