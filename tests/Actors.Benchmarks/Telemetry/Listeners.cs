using Actors.Hosting.Configuration;
using Actors.Hosting.Telemetry;
using Actors.Runtime.Telemetry;
using OpenTelemetry;

namespace Actors.Benchmarks.Telemetry;

/// <summary>What listens to a node in production: its metrics are scraped or sent by OTLP, its sampled traces are sent.</summary>
internal sealed class Listeners : IDisposable
{
    private const string TracesEndpoint = "OTEL_EXPORTER_OTLP_TRACES_ENDPOINT";
    private readonly PrometheusListener? _metrics;
    private readonly OpenTelemetrySdk _export;

    /// <summary>Begins to listen.</summary>
    /// <param name="collector">Where what is not scraped is sent.</param>
    /// <param name="traceRatio">The share of traces that is kept.</param>
    /// <param name="isScraped">Whether metrics are scraped from <c>/metrics</c>; else they are sent like traces.</param>
    public Listeners(Uri collector, double traceRatio, bool isScraped)
    {
        _metrics = isScraped ? new PrometheusListener(instrument => instrument.Meter.Name is ActorTelemetry.MeterName or "System.Runtime") : null;
        var telemetry = new TelemetryOptions { OtlpEndpoint = isScraped ? null : collector, TraceRatio = traceRatio, MetricInterval = TimeSpan.FromSeconds(1) };
        var traces = isScraped ? new Uri(collector, "v1/traces").ToString() : null;
        _export = OtlpExport.Start(new ActorsOptions { Telemetry = telemetry }, new OtelVariables(name => name == TracesEndpoint ? traces : null))!;
    }

    /// <summary>What a scrape does; nothing where metrics are sent.</summary>
    public void Scrape() => _metrics?.Write();

    /// <inheritdoc/>
    public void Dispose()
    {
        _export.Dispose();
        _metrics?.Dispose();
    }
}
