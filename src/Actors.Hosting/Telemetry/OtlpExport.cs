using Actors.Hosting.Configuration;
using Actors.Runtime.Telemetry;
using OpenTelemetry;
using OpenTelemetry.Exporter;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;

namespace Actors.Hosting.Telemetry;

/// <summary>Sends traces and metrics to a collector, as OTLP. What cannot be sent is dropped: telemetry never slows the work.</summary>
internal static class OtlpExport
{
    private static readonly string[] Sources = [ActorTelemetry.SourceName, "Microsoft.AspNetCore", "System.Net.Http"];
    private static readonly string[] Meters = [ActorTelemetry.MeterName, "Microsoft.AspNetCore.Hosting", "System.Runtime"];

    /// <summary>Starts to send, until disposed; disposing sends what is in hand.</summary>
    /// <param name="options">The settings, which have taken from the variables what these say of all signals.</param>
    /// <param name="variables">Says more about a single signal.</param>
    /// <returns><see langword="null"/> when neither names a collector.</returns>
    public static OpenTelemetrySdk? Start(ActorsOptions options, OtelVariables variables)
    {
        var traces = EndpointOf(OtelVariables.Traces, "v1/traces", options, variables);
        var metrics = EndpointOf(OtelVariables.Metrics, "v1/metrics", options, variables);
        if (variables.IsDisabled || (traces ?? metrics) is null)
        {
            return null;
        }

        // Without it the server's spans have neither method nor path.
        AppContext.SetSwitch("Microsoft.AspNetCore.Hosting.SuppressActivityOpenTelemetryData", false);
        ActorTelemetry.TraceRatio = options.Telemetry.TraceRatio;
        return OpenTelemetrySdk.Create(builder =>
        {
            builder.ConfigureResource(resource => resource.AddService("actors", serviceInstanceId: options.NodeName).AddEnvironmentVariableDetector());
            if (traces is not null)
            {
                builder.WithTracing(tracing => tracing
                    .AddSource(Sources)
                    .SetSampler(new ParentBasedSampler(new DrawnSampler(options.Telemetry.TraceRatio)))
                    .AddOtlpExporter(exporter => Set(exporter, traces, OtelVariables.Traces, variables)));
            }

            if (metrics is not null)
            {
                builder.WithMetrics(meters => meters
                    .AddMeter(Meters)
                    .AddOtlpExporter((exporter, reader) =>
                    {
                        Set(exporter, metrics, OtelVariables.Metrics, variables);
                        reader.PeriodicExportingMetricReaderOptions.ExportIntervalMilliseconds = (int)options.Telemetry.MetricInterval.TotalMilliseconds;
                    }));
            }
        });
    }

    private static Uri? EndpointOf(string signal, string path, ActorsOptions options, OtelVariables variables) =>
        variables.EndpointOf(signal)
        ?? (options.Telemetry.OtlpEndpoint is not { } endpoint ? null
            : variables.ProtocolOf(signal) == OtlpExportProtocol.Grpc ? endpoint
            : new Uri($"{endpoint.AbsoluteUri.TrimEnd('/')}/{path}"));

    private static void Set(OtlpExporterOptions exporter, Uri endpoint, string signal, OtelVariables variables)
    {
        exporter.Protocol = variables.ProtocolOf(signal);
        exporter.Endpoint = endpoint;
        exporter.TimeoutMilliseconds = variables.TimeoutOf(signal) ?? 5000;
        exporter.Headers = variables.HeadersOf(signal) ?? exporter.Headers;
    }
}
