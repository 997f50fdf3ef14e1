using System.Globalization;
using OpenTelemetry.Exporter;

namespace Actors.Hosting.Telemetry;

/// <summary>
/// The standard environment variables of OpenTelemetry, as far as they say where telemetry goes and how much of it. The SDK reads the others
/// itself: headers, resource, batches. As the standard wants, a value that cannot be read counts as none.
/// </summary>
/// <param name="read">Reads a variable.</param>
internal sealed class OtelVariables(Func<string, string?> read)
{
    public const string Traces = "TRACES";
    public const string Metrics = "METRICS";

    /// <summary>Those of this process.</summary>
    public static readonly OtelVariables OfProcess = new(Environment.GetEnvironmentVariable);

    /// <summary>Whether nothing is sent, whatever the settings say.</summary>
    public bool IsDisabled => string.Equals(Text("OTEL_SDK_DISABLED"), "true", StringComparison.OrdinalIgnoreCase);

    /// <summary>The address of the collector, to which each signal adds its path.</summary>
    public Uri? Endpoint => Text("OTEL_EXPORTER_OTLP_ENDPOINT") is { } text ? new Uri(text, UriKind.RelativeOrAbsolute) : null;

    /// <summary>How often metrics are sent.</summary>
    public TimeSpan? MetricInterval => Milliseconds("OTEL_METRIC_EXPORT_INTERVAL") is { } interval ? TimeSpan.FromMilliseconds(interval) : null;

    /// <summary>The share of the traces beginning here that is kept.</summary>
    public double? TraceRatio => Text("OTEL_TRACES_SAMPLER")?.Replace("parentbased_", string.Empty, StringComparison.Ordinal) switch
    {
        "always_on" => 1,
        "always_off" => 0,
        "traceidratio" => double.TryParse(Text("OTEL_TRACES_SAMPLER_ARG"), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var ratio)
            && ratio is >= 0 and <= 1 ? ratio : 1,
        _ => null,
    };

    /// <summary>The address of one signal alone, complete with its path.</summary>
    public Uri? EndpointOf(string signal) => Uri.TryCreate(Text($"OTEL_EXPORTER_OTLP_{signal}_ENDPOINT"), UriKind.Absolute, out var endpoint)
        && endpoint.Scheme is "http" or "https" ? endpoint : null;

    /// <summary>How a signal is sent; by HTTP unless gRPC is asked for.</summary>
    public OtlpExportProtocol ProtocolOf(string signal) =>
        Either(signal, "PROTOCOL") == "grpc" ? OtlpExportProtocol.Grpc : OtlpExportProtocol.HttpProtobuf;

    /// <summary>The headers of one signal alone.</summary>
    public string? HeadersOf(string signal) => Text($"OTEL_EXPORTER_OTLP_{signal}_HEADERS");

    /// <summary>How long one sending may take, in milliseconds.</summary>
    public int? TimeoutOf(string signal) => Milliseconds($"OTEL_EXPORTER_OTLP_{signal}_TIMEOUT") ?? Milliseconds("OTEL_EXPORTER_OTLP_TIMEOUT");

    private string? Either(string signal, string name) => Text($"OTEL_EXPORTER_OTLP_{signal}_{name}") ?? Text($"OTEL_EXPORTER_OTLP_{name}");

    private string? Text(string name) => read(name)?.Trim() is { Length: > 0 } text ? text : null;

    private int? Milliseconds(string name) =>
        int.TryParse(Text(name), NumberStyles.None, CultureInfo.InvariantCulture, out var value) && value > 0 ? value : null;
}
