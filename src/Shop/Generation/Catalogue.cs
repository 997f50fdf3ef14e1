using System.Globalization;

namespace Shop.Generation;

/// <summary>
/// The products of the generated shop and the demand for them. Divisions and sums only, no powers or logarithms: these are exact
/// by IEEE 754, so that every machine draws the same.
/// </summary>
internal sealed class Catalogue
{
    // The offset of Mandelbrot flattens the top of the curve: the best seller of a real shop has about 1 % of its lines.
    private const double Offset = 12;
    private readonly double[] _cumulated;

    public Catalogue(int products)
    {
        _cumulated = new double[products];
        var sum = 0.0;
        for (var i = 0; i < products; i++)
            _cumulated[i] = sum += 1 / (i + 1 + Offset);
    }

    public static string CodeOf(int product) => string.Create(CultureInfo.InvariantCulture, $"P{product + 1:D5}");

    /// <summary>The price of a product: 0.39 to 24.95, the cheap ones more often.</summary>
    public static decimal PriceOf(int product)
    {
        var random = new SplitMix64(0xC0FFEE ^ (ulong)product);
        var first = random.Next(2457);
        return (39 + (int)((long)first * random.Next(2457) / 2457)) / 100m;
    }

    public int Draw(ref SplitMix64 random)
    {
        var found = Array.BinarySearch(_cumulated, random.NextDouble() * _cumulated[^1]);
        return Math.Min(found < 0 ? ~found : found, _cumulated.Length - 1);
    }

    /// <summary>The share of all lines that ask for a product.</summary>
    public double ShareOf(int product) => 1 / (product + 1 + Offset) / _cumulated[^1];
}
