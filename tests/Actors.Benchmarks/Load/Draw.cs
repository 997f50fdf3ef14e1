namespace Actors.Benchmarks.Load;

/// <summary>A stream of pseudo-random numbers from a seed (SplitMix64: Steele, Lea, Flood). Cheap; one caller at a time.</summary>
internal sealed class Draw(int seed)
{
    private const ulong Step = 0x9E3779B97F4A7C15;

    // Mixed first: a multiple of the step would be another place in one and the same stream, and callers with neighbouring seeds would
    // draw the same numbers one after the other.
    private ulong _state = Mix(Mix((ulong)seed) + Step);

    /// <summary>A number from 0 to below 1.</summary>
    public double NextShare() => (Next() >> 11) * (1.0 / (1UL << 53));

    /// <summary>A number from 0 to below a bound.</summary>
    public int Next(int bound) => (int)(((Next() >> 32) * (ulong)bound) >> 32);

    /// <summary>An exponentially distributed number with a mean: the gap between arrivals that know nothing of each other.</summary>
    public double NextGap(double mean) => -Math.Log(1 - NextShare()) * mean;

    private ulong Next() => Mix(_state += Step);

    private static ulong Mix(ulong z)
    {
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
        return z ^ (z >> 31);
    }
}
