using System.Globalization;
using System.Net;
using System.Text.RegularExpressions;
using Actors.Hosting.Telemetry;
using Actors.Hosting.Tests.Node;
using Actors.TestKit.Time;

namespace Actors.Hosting.Tests.Telemetry;

/// <summary>What a node tells Prometheus.</summary>
public sealed class MetricsTests
{
    [Fact]
    public async Task Commands_are_counted_by_outcome_and_parked_entities_and_dead_letters_are_shown()
    {
        await using var host = await RunningHost.Start();
        using var accepted = await host.Add("b1");
        using var checkedOut = await host.Send("b1", "check-out", "{}");
        using var rejected = await host.Add("b1");
        using var parked = await host.Send("b2", "explode", "{}");
        Assert.Equal(HttpStatusCode.Conflict, parked.StatusCode);
        await Eventually.Holds(async () => (await host.Metrics()).Contains("actors_entities_parked 1\n", StringComparison.Ordinal));
        var text = await host.Metrics();
        Assert.Equal(2, ValueOf(text, """actors_commands_total{actors_outcome="accepted"}"""));
        Assert.Equal(1, ValueOf(text, """actors_commands_total{actors_outcome="rejected"}"""));
        Assert.Equal(1, ValueOf(text, """actors_commands_total{actors_outcome="parked"}"""));
        Assert.Equal(1, ValueOf(text, "actors_dead_letters"));
        Assert.Equal(4, ValueOf(text, "actors_shard_claims_total"));
        Assert.Equal(3, ValueOf(text, "actors_ask_duration_seconds_count"));
        Assert.Equal(1, ValueOf(text, """actors_ask_duration_seconds_count{error_type="parked"}"""));
        Assert.Equal(1, ValueOf(text, """actors_part_ready{actors_part="journal"}"""));
        Assert.Equal(2, ValueOf(text, """actors_entities{actors_shard_host="0"}"""));
    }

    [Fact]
    public async Task Nodes_of_one_process_show_their_own_numbers()
    {
        await using var one = await RunningHost.Start();
        await using var other = await RunningHost.Start();
        using var accepted = await one.Add("b1");
        Assert.Equal(1, ValueOf(await one.Metrics(), """actors_commands_total{actors_outcome="accepted"}"""));
        Assert.Equal(0, ValueOf(await other.Metrics(), """actors_commands_total{actors_outcome="accepted"}"""));
    }

    [Fact]
    public async Task Without_metrics_there_is_no_such_address()
    {
        await using var host = await RunningHost.Start(o => o with { Telemetry = new TelemetryOptions { Metrics = false } });
        using var answer = await host.Client.GetAsync(new Uri("/metrics", UriKind.Relative));
        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
    }

    [Fact]
    public async Task Promtool_has_nothing_to_say_against_the_metrics()
    {
        await using var host = await RunningHost.Start();
        using var accepted = await host.Add("b1");
        using var parked = await host.Send("b2", "explode", "{}");
        await Eventually.Holds(async () => (await host.Metrics()).Contains("actors_entities_parked 1\n", StringComparison.Ordinal));
        var (exitCode, output) = await Prometheus.Promtool(["check", "metrics"], await host.Metrics());
        Assert.True(exitCode == 0 && output.Length == 0, output);
    }

    [Fact]
    public async Task Prometheus_scrapes_a_running_node_with_the_configuration_of_this_repository()
    {
        await using var host = await RunningHost.Start();
        using var accepted = await host.Add("b1");
        await using var prometheus = await Prometheus.Start(host.Host.Address);
        await Eventually.Holds(
            async () => await prometheus.Value("""sum(actors_commands_total{actors_outcome="accepted",job="actors"})""") == 1,
            () => prometheus.Output,
            TimeSpan.FromMinutes(1));
    }

    private static double ValueOf(string text, string series)
    {
        var match = Regex.Match(text, $"^{Regex.Escape(series)} (.*)$", RegexOptions.Multiline);
        Assert.True(match.Success, $"{series} is not in\n{text}");
        return double.Parse(match.Groups[1].Value, CultureInfo.InvariantCulture);
    }
}
