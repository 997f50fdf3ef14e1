using System.Globalization;
using System.Text;

namespace Actors.Hosting.Telemetry;

/// <summary>
/// One series: a value, or a histogram's buckets. Thread-safe, without locks. A histogram has several sets of buckets, so that processors
/// which observe at the same time do not wait for each other's cache line.
/// </summary>
/// <param name="bounds">The upper bounds of the buckets, ascending.</param>
/// <param name="kind">What it is.</param>
internal sealed class MetricSeries(double[] bounds, MetricKind kind)
{
    private const int Padding = 8; // Numbers of one cache line.
    private static readonly int Sets = SetsOf(Environment.ProcessorCount);
    private readonly int _width = bounds.Length + 1 + Padding;
    private readonly long[] _buckets = kind == MetricKind.Histogram ? new long[(bounds.Length + 1 + Padding) * Sets] : [];
    private readonly double[] _values = new double[kind == MetricKind.Histogram ? Padding * Sets : 1];

    /// <summary>Takes a value in place of the last.</summary>
    public void Set(double value) => Interlocked.Exchange(ref _values[0], value);

    /// <summary>Adds to the value.</summary>
    public void Add(double value) => Add(ref _values[0], value);

    /// <summary>Counts a value into its bucket.</summary>
    public void Observe(double value)
    {
        var bucket = Array.BinarySearch(bounds, value);
        var set = Thread.GetCurrentProcessorId() & (Sets - 1);
        Interlocked.Increment(ref _buckets[(set * _width) + (bucket >= 0 ? bucket : ~bucket)]);
        Add(ref _values[set * Padding], value);
    }

    /// <summary>Writes it.</summary>
    public void Write(StringBuilder text, string name, string labels)
    {
        if (kind != MetricKind.Histogram)
        {
            text.Append(CultureInfo.InvariantCulture, $"{name}{Braced(labels)} {Number(Volatile.Read(ref _values[0]))}\n");
            return;
        }

        var prefix = labels.Length == 0 ? string.Empty : $"{labels},";
        long sum = 0;
        for (var i = 0; i <= bounds.Length; i++)
        {
            sum += CountOf(i);
            var bound = i < bounds.Length ? Number(bounds[i]) : "+Inf";
            text.Append(CultureInfo.InvariantCulture, $"{name}_bucket{{{prefix}le=\"{bound}\"}} {sum}\n");
        }

        text.Append(CultureInfo.InvariantCulture, $"{name}_sum{Braced(labels)} {Number(ValueOfAll())}\n");
        text.Append(CultureInfo.InvariantCulture, $"{name}_count{Braced(labels)} {sum}\n");
    }

    private static int SetsOf(int processors) => (int)System.Numerics.BitOperations.RoundUpToPowerOf2((uint)Math.Clamp(processors, 1, 16));

    private static void Add(ref double place, double value)
    {
        var seen = Volatile.Read(ref place);
        while (Interlocked.CompareExchange(ref place, seen + value, seen) is var now && now != seen)
        {
            seen = now;
        }
    }

    private static string Braced(string labels) => labels.Length == 0 ? string.Empty : $"{{{labels}}}";

    private static string Number(double value) => double.IsNaN(value) ? "NaN"
        : double.IsPositiveInfinity(value) ? "+Inf"
        : double.IsNegativeInfinity(value) ? "-Inf"
        : value.ToString("R", CultureInfo.InvariantCulture);

    private long CountOf(int bucket)
    {
        long count = 0;
        for (var set = 0; set < Sets; set++)
        {
            count += Interlocked.Read(ref _buckets[(set * _width) + bucket]);
        }

        return count;
    }

    private double ValueOfAll()
    {
        double value = 0;
        for (var set = 0; set < Sets; set++)
        {
            value += Volatile.Read(ref _values[set * Padding]);
        }

        return value;
    }
}
