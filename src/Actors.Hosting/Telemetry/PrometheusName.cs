using System.Diagnostics.Metrics;

namespace Actors.Hosting.Telemetry;

/// <summary>Turns OpenTelemetry's names into those of Prometheus: underscores, the unit, and what kind it is.</summary>
internal static class PrometheusName
{
    /// <summary>The name of an instrument's family.</summary>
    public static string Of(Instrument instrument)
    {
        // "thread.count" would say to Prometheus that it belongs to a histogram.
        var name = instrument.Name.EndsWith(".count", StringComparison.Ordinal) ? $"{instrument.Name[..^6]}s" : instrument.Name;
        name = Label(name);
        if (Unit(instrument.Unit) is { } unit && !name.EndsWith($"_{unit}", StringComparison.Ordinal))
        {
            name = $"{name}_{unit}";
        }

        return KindOf(instrument) == MetricKind.Counter ? $"{name}_total" : name;
    }

    /// <summary>The name of a label.</summary>
    public static string Label(string name)
    {
        var label = string.Concat(name.Select(c => char.IsAsciiLetterOrDigit(c) ? c : '_'));
        return char.IsAsciiDigit(label[0]) ? $"_{label}" : label;
    }

    /// <summary>What an instrument is to Prometheus.</summary>
    public static MetricKind KindOf(Instrument instrument)
    {
        var name = instrument.GetType().Name;
        return name.StartsWith("Histogram", StringComparison.Ordinal) ? MetricKind.Histogram
            : name.StartsWith("Counter", StringComparison.Ordinal) || name.StartsWith("ObservableCounter", StringComparison.Ordinal) ? MetricKind.Counter
            : MetricKind.Gauge;
    }

    /// <summary>Things in braces and shares have no unit of their own.</summary>
    private static string? Unit(string? unit) => unit switch
    {
        null or "" or "1" => null,
        "s" => "seconds",
        "ms" => "milliseconds",
        "By" => "bytes",
        _ when unit.StartsWith('{') => null,
        _ => Label(unit),
    };
}
