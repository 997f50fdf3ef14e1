using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using System.Globalization;
using System.Text;

namespace Actors.Hosting.Telemetry;

/// <summary>All series of one metric. Thread-safe.</summary>
internal sealed class MetricFamily
{
    private const int SeriesMax = 2000; // A label that nobody bounded must not fill the memory; what is beyond is left out.
    private static readonly double[] UsualBounds = [0.005, 0.01, 0.025, 0.05, 0.075, 0.1, 0.25, 0.5, 0.75, 1, 2.5, 5, 7.5, 10];
    private readonly ConcurrentDictionary<LabelSet, MetricSeries> _series = new();
    private readonly MetricKind _kind;
    private readonly bool _isObserved;
    private readonly bool _replaces;
    private readonly string _help;
    private readonly double[] _bounds;
    private MetricSeries? _unlabelled;

    public MetricFamily(string name, Instrument instrument)
    {
        Name = name;
        _kind = PrometheusName.KindOf(instrument);
        _isObserved = instrument.IsObservable;
        _replaces = _isObserved || instrument.GetType().Name.StartsWith("Gauge", StringComparison.Ordinal);
        _help = (instrument.Description ?? instrument.Name).Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\n", "\\n", StringComparison.Ordinal);
        _bounds = _kind == MetricKind.Histogram ? BoundsOf(instrument) : [];
    }

    /// <summary>The name without the endings of a histogram's parts.</summary>
    public string Name { get; }

    /// <summary>Takes a measurement.</summary>
    public void Record(double value, ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        if (SeriesOf(tags) is not { } series)
        {
            return;
        }

        if (_kind == MetricKind.Histogram)
        {
            series.Observe(value);
        }
        else if (_replaces)
        {
            series.Set(value);
        }
        else
        {
            series.Add(value);
        }
    }

    /// <summary>Forgets what is observed anew at each scrape: a part that is gone has no series.</summary>
    public void ForgetObserved()
    {
        if (_isObserved)
        {
            _series.Clear();
            _unlabelled = null;
        }
    }

    /// <summary>Writes all series.</summary>
    public void Write(StringBuilder text)
    {
        if (_series.IsEmpty)
        {
            return;
        }

        text.Append(CultureInfo.InvariantCulture, $"# HELP {Name} {_help}\n# TYPE {Name} {_kind.ToString().ToLowerInvariant()}\n");
        foreach (var (labels, series) in _series.OrderBy(s => s.Key.Text, StringComparer.Ordinal))
        {
            series.Write(text, Name, labels.Text);
        }
    }

    private static double[] BoundsOf(Instrument instrument) => instrument switch
    {
        Histogram<double> { Advice.HistogramBucketBoundaries: { } bounds } => [.. bounds],
        Histogram<int> { Advice.HistogramBucketBoundaries: { } bounds } => [.. bounds.Select(b => (double)b)],
        Histogram<long> { Advice.HistogramBucketBoundaries: { } bounds } => [.. bounds.Select(b => (double)b)],
        _ => UsualBounds,
    };

    private MetricSeries? SeriesOf(ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        if (tags.IsEmpty && _unlabelled is { } unlabelled)
        {
            return unlabelled;
        }

        var labels = new LabelSet(tags);
        if (!_series.TryGetValue(labels, out var series))
        {
            if (_series.Count >= SeriesMax)
            {
                return null;
            }

            series = _series.GetOrAdd(labels, _ => new MetricSeries(_bounds, _kind));
        }

        if (tags.IsEmpty)
        {
            _unlabelled = series;
        }

        return series;
    }
}
