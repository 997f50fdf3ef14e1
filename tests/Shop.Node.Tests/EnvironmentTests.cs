using System.Text.Json;
using Actors.Hosting.Tests.Telemetry;
using Actors.TestKit.Processes;
using Shop.Node.Tests.Processes;

namespace Shop.Node.Tests;

/// <summary>What <c>./actors run</c> takes from its environment: the standard variables of OpenTelemetry, and the settings of a node.</summary>
public sealed class EnvironmentTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    private string[] Arguments => ["--orders", "20", "--data", _folder["data"], "--port", "0", "--exit-when-done"];

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task The_standard_variables_of_OpenTelemetry_bring_traces_and_metrics_to_a_collector()
    {
        await using var collector = await Collector.Start();
        await using var process = ShopProcess.StartWith(
            [
                $"OTEL_EXPORTER_OTLP_ENDPOINT={collector.Address}", "OTEL_EXPORTER_OTLP_HEADERS=x-tenant=shop", "OTEL_TRACES_SAMPLER=always_on",
                "OTEL_SERVICE_NAME=shop-of-the-test", "OTEL_RESOURCE_ATTRIBUTES=deployment.environment.name=trial", "OTEL_METRIC_EXPORT_INTERVAL=500",
            ],
            Arguments);
        (await process.End()).Good();
        foreach (var name in (string[])["process ", "decide order", "commit", "react ", "project "])
        {
            Assert.True(collector.Has("traces", name), name);
        }

        Assert.True(collector.Has("metrics", "actors.commands"));
        Assert.All((string[])["traces", "metrics"], signal =>
        {
            Assert.True(collector.Has(signal, "shop-of-the-test"), signal);
            Assert.True(collector.Has(signal, "deployment.environment.name"), signal);
            Assert.Equal(["shop"], collector.Tenants(signal));
        });
    }

    [Fact]
    public async Task Settings_of_the_node_name_the_collector_too_and_a_switched_off_kit_sends_nothing()
    {
        await using var collector = await Collector.Start();
        await using (var silent = ShopProcess.StartWith(
            [$"OTEL_EXPORTER_OTLP_ENDPOINT={collector.Address}", "OTEL_SDK_DISABLED=true", "OTEL_TRACES_SAMPLER=always_on"], Arguments))
        {
            (await silent.End()).Good();
        }

        Assert.False(collector.Has("metrics", "actors") || collector.Has("traces", "actors"));
        await using var process = ShopProcess.StartWith([$"Actors__Telemetry__OtlpEndpoint={collector.Address}", "Actors__Telemetry__TraceRatio=0"], Arguments);
        (await process.End()).Good();
        Assert.True(collector.Has("metrics", "actors.commands"));
        Assert.False(collector.Has("traces", "actors"));
    }

    [Fact]
    public async Task The_log_is_written_as_lines_of_JSON_from_the_level_that_is_wanted_on()
    {
        await using var process = ShopProcess.StartWith(["Actors__Log__Format=Json", "Actors__Log__Level=Information"], Arguments);
        var finished = await process.End();
        Assert.Equal(0, finished.ExitCode);
        var lines = finished.Error.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => JsonDocument.Parse(line).RootElement).ToList();
        Assert.Contains(lines, l => l.GetProperty("LogLevel").GetString() == "Information" && l.GetProperty("Category").GetString() == "Actors.Runtime");
        Assert.All(lines, l => Assert.NotEmpty(l.GetProperty("Message").GetString()!));
    }

    [Theory]
    [InlineData("Actors__Log__Format=Loud", "Actors:Log:Format")]
    [InlineData("Actors__Log__Levle=Debug", "Actors:Log:Levle")]
    [InlineData("OTEL_EXPORTER_OTLP_ENDPOINT=collector", "OTEL_EXPORTER_OTLP_ENDPOINT")]
    public async Task A_wrong_setting_is_refused_in_one_line(string variable, string named)
    {
        await using var process = ShopProcess.StartWith([variable], Arguments);
        Assert.Contains(named, (await process.End()).Refusal(), StringComparison.Ordinal);
    }
}
