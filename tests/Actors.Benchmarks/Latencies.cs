namespace Actors.Benchmarks;

/// <summary>Latencies in buckets of one percent width, so that recording one costs nothing. One writer.</summary>
internal sealed class Latencies
{
    private const double Width = 1.01;
    private readonly long[] _buckets = new long[2400];

    public long Count { get; private set; }

    public void Add(TimeSpan latency)
    {
        var microseconds = Math.Max(1.0, latency.TotalMicroseconds);
        _buckets[Math.Min(_buckets.Length - 1, (int)(Math.Log(microseconds) / Math.Log(Width)))]++;
        Count++;
    }

    public void Add(Latencies other)
    {
        for (var i = 0; i < _buckets.Length; i++)
        {
            _buckets[i] += other._buckets[i];
        }

        Count += other.Count;
    }

    /// <summary>The latency in milliseconds that a share of all does not exceed.</summary>
    public double Percentile(double share)
    {
        var wanted = (long)Math.Ceiling(Count * share);
        long seen = 0;
        for (var i = 0; i < _buckets.Length; i++)
        {
            seen += _buckets[i];
            if (seen >= wanted)
            {
                return Math.Pow(Width, i + 0.5) / 1000;
            }
        }

        return 0;
    }
}
