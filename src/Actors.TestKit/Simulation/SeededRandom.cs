namespace Actors.TestKit.Simulation;

/// <summary>SplitMix64: the only source of chance in a simulation. The same seed gives the same numbers on every machine.</summary>
/// <param name="seed">Where it starts.</param>
public sealed class SeededRandom(ulong seed)
{
    private ulong _state = seed;

    /// <summary>The next 64 bits.</summary>
    public ulong Next()
    {
        _state += 0x9E3779B97F4A7C15;
        var z = _state;
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
        return z ^ (z >> 31);
    }

    /// <summary>A number from 0 to the limit less one.</summary>
    public int Below(int limit) => (int)(Next() % (ulong)limit);

    /// <summary>A number from one bound to the other, both included.</summary>
    public int Between(int low, int high) => low + Below(high - low + 1);

    /// <summary>True so many times in a thousand.</summary>
    public bool Chance(int perMille) => perMille > 0 && Below(1000) < perMille;

    /// <summary>One of the items; there must be one.</summary>
    public T Pick<T>(IReadOnlyList<T> items) => items[Below(items.Count)];
}
