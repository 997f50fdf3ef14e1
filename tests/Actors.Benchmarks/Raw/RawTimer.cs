using System.Diagnostics;
using Actors.Benchmarks.Load;

namespace Actors.Benchmarks.Raw;

/// <summary>Commits again and again for a time, and counts. One for all writers of a limit.</summary>
/// <param name="duration">How long, after a tenth of it as a warm-up.</param>
internal sealed class RawTimer(TimeSpan duration)
{
    private readonly long _started = Stopwatch.GetTimestamp();
    private long _records;

    /// <summary>Whether the time is over.</summary>
    public bool IsOver => Stopwatch.GetElapsedTime(_started) > duration * 1.1;

    /// <summary>What was reached.</summary>
    public RawFigure Figure => new(_records / duration.TotalSeconds, Commits);

    private Histogram Commits { get; } = new();

    /// <summary>When a commit begins.</summary>
    public static long Begin() => Stopwatch.GetTimestamp();

    /// <summary>Counts a commit that has ended.</summary>
    public void End(long began, int records)
    {
        if (Stopwatch.GetElapsedTime(_started) >= duration * 0.1 && !IsOver)
        {
            Interlocked.Add(ref _records, records);
            Commits.Add((long)Stopwatch.GetElapsedTime(began).TotalNanoseconds);
        }
    }
}
