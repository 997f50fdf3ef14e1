using System.Globalization;
using System.Text;

namespace Actors.Hosting.Telemetry;

/// <summary>One series: a value, or a histogram's buckets. Thread-safe, without locks.</summary>
/// <param name="bounds">The upper bounds of the buckets, ascending.</param>
/// <param name="kind">What it is.</param>
internal sealed class MetricSeries(double[] bounds, MetricKind kind)
{
    private readonly long[] _buckets = new long[bounds.Length + 1];
    private double _value;

    /// <summary>Takes a value in place of the last.</summary>
    public void Set(double value) => Interlocked.Exchange(ref _value, value);

    /// <summary>Adds to the value.</summary>
    public void Add(double value)
    {
        var seen = Volatile.Read(ref _value);
        while (Interlocked.CompareExchange(ref _value, seen + value, seen) is var now && now != seen)
        {
            seen = now;
        }
    }

    /// <summary>Counts a value into its bucket.</summary>
    public void Observe(double value)
    {
        var bucket = Array.BinarySearch(bounds, value);
        Interlocked.Increment(ref _buckets[bucket >= 0 ? bucket : ~bucket]);
        Add(value);
    }

    /// <summary>Writes it.</summary>
    public void Write(StringBuilder text, string name, string labels)
    {
        if (kind != MetricKind.Histogram)
        {
            text.Append(CultureInfo.InvariantCulture, $"{name}{Braced(labels)} {Number(Volatile.Read(ref _value))}\n");
            return;
        }

        var prefix = labels.Length == 0 ? string.Empty : $"{labels},";
        long sum = 0;
        for (var i = 0; i < _buckets.Length; i++)
        {
            sum += Interlocked.Read(ref _buckets[i]);
            var bound = i < bounds.Length ? Number(bounds[i]) : "+Inf";
            text.Append(CultureInfo.InvariantCulture, $"{name}_bucket{{{prefix}le=\"{bound}\"}} {sum}\n");
        }

        text.Append(CultureInfo.InvariantCulture, $"{name}_sum{Braced(labels)} {Number(Volatile.Read(ref _value))}\n");
        text.Append(CultureInfo.InvariantCulture, $"{name}_count{Braced(labels)} {sum}\n");
    }

    private static string Braced(string labels) => labels.Length == 0 ? string.Empty : $"{{{labels}}}";

    private static string Number(double value) => double.IsNaN(value) ? "NaN"
        : double.IsPositiveInfinity(value) ? "+Inf"
        : double.IsNegativeInfinity(value) ? "-Inf"
        : value.ToString("R", CultureInfo.InvariantCulture);
}
