using Actors.Hosting.Configuration;
using Actors.Hosting.Telemetry;
using Actors.Runtime.Telemetry;
using OpenTelemetry;

namespace Actors.Benchmarks.Telemetry;

/// <summary>What listens to a node in production: the metrics of <c>/metrics</c>, and the export of sampled traces and metrics by OTLP.</summary>
internal sealed class Listeners : IDisposable
{
    private readonly PrometheusListener _metrics;
    private readonly OpenTelemetrySdk _export;

    /// <summary>Begins to listen.</summary>
    /// <param name="collector">Where everything is sent.</param>
    /// <param name="traceRatio">The share of traces that is kept.</param>
    public Listeners(Uri collector, double traceRatio)
    {
        _metrics = new PrometheusListener(instrument => instrument.Meter.Name is ActorTelemetry.MeterName or "System.Runtime");
        var telemetry = new TelemetryOptions { OtlpEndpoint = collector, TraceRatio = traceRatio, MetricInterval = TimeSpan.FromSeconds(1) };
        _export = OtlpExport.Start(new ActorsOptions { Telemetry = telemetry }, new OtelVariables(_ => null))!;
    }

    /// <summary>What a scrape does.</summary>
    /// <returns>The size of the answer, in characters.</returns>
    public int Scrape() => _metrics.Write().Length;

    /// <inheritdoc/>
    public void Dispose()
    {
        _export.Dispose();
        _metrics.Dispose();
    }
}
