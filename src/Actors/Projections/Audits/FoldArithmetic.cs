namespace Actors.Projections.Audits;

/// <summary>Arithmetic modulo the prime 2^61 - 1, whose remainder needs no division.</summary>
internal static class FoldArithmetic
{
    /// <summary>The base of the polynomial; any large number below the prime would do, but only this one.</summary>
    public const ulong Base = 0x1B873593_CC9E2D51UL % Prime;

    private const int Bits = 61;
    private const ulong Prime = (1UL << Bits) - 1;

    /// <summary>The number of a mark, never zero: place and entity mixed by the finalizer of SplitMix64 (Steele, Lea, Flood).</summary>
    public static ulong Of(RecordMark mark)
    {
        var value = mark.EntityHash + (unchecked((ulong)mark.Sequence.Value) * 0x9E3779B97F4A7C15UL);
        value = (value ^ (value >> 30)) * 0xBF58476D1CE4E5B9UL;
        value = (value ^ (value >> 27)) * 0x94D049BB133111EBUL;
        value ^= value >> 31;
        return 1 + (value % (Prime - 1));
    }

    public static ulong Add(ulong left, ulong right) => Reduce(left + right);

    public static ulong Subtract(ulong left, ulong right) => Reduce(left + Prime - right);

    public static ulong Multiply(ulong left, ulong right)
    {
        var high = Math.BigMul(left, right, out var low);
        return Reduce((low & Prime) + ((low >> Bits) | (high << (64 - Bits))));
    }

    /// <summary>The base to a power.</summary>
    public static ulong Power(long exponent)
    {
        var (result, square) = (1UL, Base);
        for (; exponent > 0; exponent >>= 1)
        {
            result = (exponent & 1) == 1 ? Multiply(result, square) : result;
            square = Multiply(square, square);
        }

        return result;
    }

    private static ulong Reduce(ulong value)
    {
        value = (value & Prime) + (value >> Bits);
        return value >= Prime ? value - Prime : value;
    }
}
