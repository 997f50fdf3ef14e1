using System.Globalization;
using System.Text;
using Actors.Benchmarks.Load;
using Actors.Streams;

namespace Actors.Benchmarks.Kafka;

/// <summary>What arrives at the last topic: how fast, and how long after it was sent. One reader adds; anybody may look.</summary>
internal sealed class KafkaMeasure
{
    private readonly TaskCompletionSource _done = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private long _arrived;
    private long _warm;
    private long _count;
    private long _started;
    private long _ended;

    public Histogram Latencies { get; } = new();

    public long Arrived => Interlocked.Read(ref _arrived);

    /// <summary>Completes when all have arrived.</summary>
    public Task Done => _done.Task;

    public double PerSecond => (_count - _warm) / TimeProvider.System.GetElapsedTime(_started, _ended).TotalSeconds;

    /// <summary>Says how many will come; the first tenth is not measured.</summary>
    public void Begin(long count) => (_count, _warm) = (count, count / 10);

    /// <summary>Takes one.</summary>
    public void Take(SourceRecord record)
    {
        var now = TimeProvider.System.GetTimestamp();
        var arrived = Interlocked.Increment(ref _arrived);
        if (arrived == _warm)
        {
            _started = now;
        }
        else if (arrived > _warm)
        {
            Latencies.Add(TimeProvider.System.GetElapsedTime(SentAt(record), now).Ticks * 100);
        }

        if (arrived == _count)
        {
            _ended = now;
            _done.TrySetResult();
        }
    }

    /// <summary>The first digits in the payload that are long enough for a time stamp.</summary>
    private static long SentAt(SourceRecord record)
    {
        var text = Encoding.ASCII.GetString(record.Payload.Span);
        var mark = text.IndexOf("\"text\":\"", StringComparison.OrdinalIgnoreCase);
        var from = mark < 0 ? 0 : mark + 8;
        var to = text.IndexOf(' ', from);
        return long.Parse(text.AsSpan(from, to - from), NumberStyles.None, CultureInfo.InvariantCulture);
    }
}
