using Actors.Hosting.Configuration;
using Actors.Runtime.Telemetry;
using OpenTelemetry;
using OpenTelemetry.Exporter;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;

namespace Actors.Hosting.Telemetry;

/// <summary>Sends traces and metrics to a collector, as OTLP over HTTP. What cannot be sent is dropped: telemetry never slows the work.</summary>
internal static class OtlpExport
{
    private static readonly string[] Sources = [ActorTelemetry.SourceName, "Microsoft.AspNetCore", "System.Net.Http"];
    private static readonly string[] Meters = [ActorTelemetry.MeterName, "Microsoft.AspNetCore.Hosting", "System.Runtime"];

    /// <summary>Starts to send, until disposed; disposing sends what is in hand.</summary>
    /// <returns><see langword="null"/> when the settings name no collector.</returns>
    public static OpenTelemetrySdk? Start(ActorsOptions options)
    {
        if (options.Telemetry.OtlpEndpoint is not { } endpoint)
        {
            return null;
        }

        // Without it the server's spans have neither method nor path.
        AppContext.SetSwitch("Microsoft.AspNetCore.Hosting.SuppressActivityOpenTelemetryData", false);
        ActorTelemetry.TraceRatio = options.Telemetry.TraceRatio;
        return OpenTelemetrySdk.Create(builder => builder
            .ConfigureResource(resource => resource.AddService("actors", serviceInstanceId: options.NodeName))
            .WithTracing(tracing => tracing
                .AddSource(Sources)
                .SetSampler(new ParentBasedSampler(new DrawnSampler(options.Telemetry.TraceRatio)))
                .AddOtlpExporter(exporter => Address(exporter, endpoint, "v1/traces")))
            .WithMetrics(metrics => metrics
                .AddMeter(Meters)
                .AddOtlpExporter((exporter, reader) =>
                {
                    Address(exporter, endpoint, "v1/metrics");
                    reader.PeriodicExportingMetricReaderOptions.ExportIntervalMilliseconds = (int)options.Telemetry.MetricInterval.TotalMilliseconds;
                })));
    }

    private static void Address(OtlpExporterOptions exporter, Uri endpoint, string path)
    {
        exporter.Protocol = OtlpExportProtocol.HttpProtobuf;
        exporter.Endpoint = new Uri($"{endpoint.AbsoluteUri.TrimEnd('/')}/{path}");
        exporter.TimeoutMilliseconds = 5000;
    }
}
