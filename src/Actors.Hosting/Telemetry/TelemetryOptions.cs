using System.Globalization;
using Actors.Hosting.Configuration;

namespace Actors.Hosting.Telemetry;

/// <summary>What a node tells about itself. Section <c>Actors:Telemetry</c>.</summary>
public sealed record TelemetryOptions
{
    /// <summary>Whether <c>/metrics</c> is served. Default yes; each command then costs some hundred nanoseconds more.</summary>
    public bool Metrics { get; init; } = true;

    /// <summary>
    /// Where traces and metrics are sent by OTLP, such as <c>http://127.0.0.1:4318</c>. Default: nowhere, and then spans cost
    /// nothing.
    /// </summary>
    public Uri? OtlpEndpoint { get; init; }

    /// <summary>
    /// The share of traces that begin at this node and are kept, 0 to 1. Default 0.01. A request that comes with a trace keeps its
    /// sender's choice.
    /// </summary>
    public double TraceRatio { get; init; } = 0.01;

    /// <summary>How often metrics are sent by OTLP. Default 15 s; 100 ms to 10 min.</summary>
    public TimeSpan MetricInterval { get; init; } = TimeSpan.FromSeconds(15);

    /// <summary>
    /// The defaults, where the standard variables of OpenTelemetry say nothing else: <c>OTEL_EXPORTER_OTLP_ENDPOINT</c>,
    /// <c>OTEL_TRACES_SAMPLER</c> with <c>OTEL_TRACES_SAMPLER_ARG</c>, <c>OTEL_METRIC_EXPORT_INTERVAL</c>.
    /// </summary>
    public static TelemetryOptions OfEnvironment() => Of(OtelVariables.OfProcess);

    /// <summary>What is wrong with these options; empty when nothing is.</summary>
    /// <param name="section">The prefix of the keys in the faults.</param>
    public IReadOnlyList<ConfigurationFault> Faults(string section = "Actors:Telemetry")
    {
        var faults = new FaultCollector(section);
        if (OtlpEndpoint is { } endpoint && endpoint is not { IsAbsoluteUri: true, Scheme: "http" or "https" })
        {
            faults.Add(nameof(OtlpEndpoint), endpoint.ToString(), "must be an address such as http://127.0.0.1:4318; where it is missing, OTEL_EXPORTER_OTLP_ENDPOINT counts");
        }

        if (TraceRatio is not (>= 0 and <= 1))
        {
            faults.Add(nameof(TraceRatio), TraceRatio.ToString(CultureInfo.InvariantCulture), "must be a number from 0 to 1");
        }

        faults.InRange(nameof(MetricInterval), MetricInterval, TimeSpan.FromMilliseconds(100), TimeSpan.FromMinutes(10));
        return faults.Faults;
    }

    internal static TelemetryOptions Of(OtelVariables variables)
    {
        var defaults = new TelemetryOptions();
        return defaults with
        {
            OtlpEndpoint = variables.Endpoint,
            TraceRatio = variables.TraceRatio ?? defaults.TraceRatio,
            MetricInterval = variables.MetricInterval ?? defaults.MetricInterval,
        };
    }

    internal static TelemetryOptions Read(SettingsReader settings)
    {
        var defaults = OfEnvironment();
        var options = new TelemetryOptions
        {
            Metrics = settings.Boolean(nameof(Metrics), defaults.Metrics),
            OtlpEndpoint = settings.Text(nameof(OtlpEndpoint), null) is { } text ? new Uri(text, UriKind.RelativeOrAbsolute) : defaults.OtlpEndpoint,
            TraceRatio = settings.Share(nameof(TraceRatio), defaults.TraceRatio),
            MetricInterval = settings.Duration(nameof(MetricInterval), defaults.MetricInterval),
        };
        settings.RefuseUnknown();
        return options;
    }
}
