using System.Diagnostics;
using Actors.Hosting.Configuration;
using Actors.Hosting.Telemetry;
using Actors.Runtime.Telemetry;
using OpenTelemetry.Exporter;

namespace Actors.Hosting.Tests.Telemetry;

/// <summary>The standard variables of OpenTelemetry.</summary>
public sealed class OtelVariablesTests
{
    [Fact]
    public void They_stand_in_where_the_settings_say_nothing()
    {
        var options = TelemetryOptions.Of(Variables(
            ("OTEL_EXPORTER_OTLP_ENDPOINT", "http://collector:4318"), ("OTEL_TRACES_SAMPLER", "parentbased_traceidratio"),
            ("OTEL_TRACES_SAMPLER_ARG", "0.25"), ("OTEL_METRIC_EXPORT_INTERVAL", "2000")));
        Assert.Equal(
            new TelemetryOptions { OtlpEndpoint = new Uri("http://collector:4318"), TraceRatio = 0.25, MetricInterval = TimeSpan.FromSeconds(2) }, options);
        Assert.Equal(new TelemetryOptions(), TelemetryOptions.Of(Variables()));
    }

    [Theory]
    [InlineData("always_on", null, 1.0)]
    [InlineData("parentbased_always_off", null, 0.0)]
    [InlineData("traceidratio", "0.5", 0.5)]
    [InlineData("traceidratio", "all", 1.0)]
    [InlineData("traceidratio", "7", 1.0)]
    [InlineData("somebody's own", null, 0.01)]
    [InlineData(" ", "0.5", 0.01)]
    public void The_sampler_says_how_many_traces_are_kept(string sampler, string? argument, double ratio) => Assert.Equal(
        ratio, TelemetryOptions.Of(Variables(("OTEL_TRACES_SAMPLER", sampler), ("OTEL_TRACES_SAMPLER_ARG", argument))).TraceRatio);

    [Fact]
    public void A_signal_may_have_its_own_protocol_headers_and_time()
    {
        var variables = Variables(
            ("OTEL_EXPORTER_OTLP_PROTOCOL", "http/protobuf"), ("OTEL_EXPORTER_OTLP_TRACES_PROTOCOL", "grpc"), ("OTEL_EXPORTER_OTLP_TIMEOUT", "700"),
            ("OTEL_EXPORTER_OTLP_METRICS_TIMEOUT", "900"), ("OTEL_EXPORTER_OTLP_METRICS_HEADERS", "a=b"));
        Assert.Equal((OtlpExportProtocol.Grpc, OtlpExportProtocol.HttpProtobuf), (variables.ProtocolOf(OtelVariables.Traces), variables.ProtocolOf(OtelVariables.Metrics)));
        Assert.Equal((700, 900), (variables.TimeoutOf(OtelVariables.Traces), variables.TimeoutOf(OtelVariables.Metrics)));
        Assert.Equal((null, "a=b"), (variables.HeadersOf(OtelVariables.Traces), variables.HeadersOf(OtelVariables.Metrics)));
    }

    [Fact]
    public async Task A_signal_that_has_an_address_of_its_own_goes_there_and_the_other_one_nowhere()
    {
        await using var collector = await Collector.Start();
        var variables = Variables(("OTEL_EXPORTER_OTLP_TRACES_ENDPOINT", $"{collector.Address}v1/elsewhere"), ("OTEL_EXPORTER_OTLP_TRACES_HEADERS", "x-tenant=ann"));
        using (OtlpExport.Start(new ActorsOptions { Telemetry = new TelemetryOptions { TraceRatio = 1 } }, variables))
        {
            using var source = new ActivitySource(ActorTelemetry.SourceName);
            using var activity = source.StartActivity("a test of variables");
            Assert.NotNull(activity);
        }

        Assert.True(collector.Has("elsewhere", "a test of variables"));
        Assert.Equal(["ann"], collector.Tenants("elsewhere"));
        Assert.Empty(collector.Tenants("metrics"));
    }

    [Fact]
    public void Nothing_is_sent_without_an_address_or_when_the_kit_is_switched_off()
    {
        Assert.Null(OtlpExport.Start(new ActorsOptions(), Variables()));
        var options = new ActorsOptions { Telemetry = new TelemetryOptions { OtlpEndpoint = new Uri("http://127.0.0.1:1") } };
        Assert.Null(OtlpExport.Start(options, Variables(("OTEL_SDK_DISABLED", "TRUE"))));
    }

    private static OtelVariables Variables(params (string Name, string? Value)[] values) =>
        new(name => Array.Find(values, v => v.Name == name).Value);
}
