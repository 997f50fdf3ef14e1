using System.Numerics;

namespace Actors.Benchmarks.Load;

/// <summary>
/// Counts of durations in log-linear buckets: 64 to each power of two, so that a value is known to 1.6 %. Recording allocates
/// nothing. Many writers; copy it to read while they write.
/// </summary>
internal sealed class Histogram
{
    private const int SubBits = 6;
    private const int SubCount = 1 << SubBits;
    private const int ExponentMax = 42; // 2^42 ns are 73 minutes.
    private readonly long[] _counts = new long[(ExponentMax - SubBits + 2) * SubCount];
    private long _max;

    /// <summary>How many were recorded.</summary>
    public long Count => _counts.Sum();

    /// <summary>The longest, in milliseconds.</summary>
    public double MaxMs => _max / 1e6;

    /// <summary>Records one.</summary>
    public void Add(long nanoseconds)
    {
        Interlocked.Increment(ref _counts[IndexOf(nanoseconds)]);
        for (var seen = Volatile.Read(ref _max); nanoseconds > seen; seen = Volatile.Read(ref _max))
        {
            if (Interlocked.CompareExchange(ref _max, nanoseconds, seen) == seen)
            {
                return;
            }
        }
    }

    /// <summary>The duration in milliseconds that a share of all does not exceed; never told too short.</summary>
    public double PercentileMs(double share)
    {
        var wanted = Math.Max(1, (long)Math.Ceiling(Count * share));
        long seen = 0;
        for (var i = 0; i < _counts.Length; i++)
        {
            seen += _counts[i];
            if (seen >= wanted)
            {
                return Math.Min(UpperBoundOf(i), Math.Max(_max, 1)) / 1e6;
            }
        }

        return 0;
    }

    /// <summary>What is recorded now.</summary>
    public Histogram Copy()
    {
        var copy = new Histogram { _max = Volatile.Read(ref _max) };
        for (var i = 0; i < _counts.Length; i++)
        {
            copy._counts[i] = Volatile.Read(ref _counts[i]);
        }

        return copy;
    }

    /// <summary>What was recorded since an earlier copy; its longest is that of the bucket.</summary>
    public Histogram Since(Histogram earlier)
    {
        var difference = Copy();
        difference._max = 0;
        for (var i = 0; i < _counts.Length; i++)
        {
            difference._counts[i] -= earlier._counts[i];
            if (difference._counts[i] > 0)
            {
                difference._max = UpperBoundOf(i);
            }
        }

        return difference;
    }

    private static int IndexOf(long value)
    {
        var positive = (ulong)Math.Clamp(value, 0, (1L << (ExponentMax + 1)) - 1);
        if (positive < SubCount)
        {
            return (int)positive;
        }

        var exponent = BitOperations.Log2(positive);
        return ((exponent - SubBits + 1) * SubCount) + (int)((positive >> (exponent - SubBits)) & (SubCount - 1));
    }

    private static long UpperBoundOf(int index)
    {
        if (index < SubCount)
        {
            return index;
        }

        var exponent = (index / SubCount) + SubBits - 1;
        return ((long)(SubCount + (index % SubCount) + 1) << (exponent - SubBits)) - 1;
    }
}
