using System.Text.Json;
using Actors.Hosting.Tests.Node;

namespace Actors.Hosting.Tests.Telemetry;

/// <summary>What an operator copies: alert rules and the dashboard.</summary>
public sealed class RuleTests
{
    private static readonly string Rules = Path.Combine(Repository.Folder, "config", "prometheus");

    [Theory]
    [InlineData("check", "rules", "alerts.yml")]
    [InlineData("check", "config", "prometheus.yml")]
    [InlineData("test", "rules", "alerts.test.yml")]
    public async Task Promtool_accepts_the_rules_and_each_alert_fires_on_its_cause(string verb, string what, string file)
    {
        var (exitCode, output) = await Prometheus.Promtool([verb, what, Path.Combine(Rules, file)]);
        Assert.True(exitCode == 0, output);
    }

    [Fact]
    public async Task Every_alert_is_fired_by_a_test()
    {
        var alerts = NamesIn(await File.ReadAllLinesAsync(Path.Combine(Rules, "alerts.yml")), "- alert: ");
        var tested = NamesIn(await File.ReadAllLinesAsync(Path.Combine(Rules, "alerts.test.yml")), "alertname: ");
        Assert.NotEmpty(alerts);
        Assert.Equal(alerts.Order(), tested.Distinct().Order());
    }

    [Fact]
    public async Task The_condition_of_every_alert_is_caused_on_real_nodes()
    {
        var alerts = NamesIn(await File.ReadAllLinesAsync(Path.Combine(Rules, "alerts.yml")), "- alert: ");
        var source = await File.ReadAllTextAsync(Path.Combine(Repository.Folder, "tests", "Actors.Hosting.Tests", "Telemetry", "AlertTests.cs"));
        Assert.DoesNotContain(alerts, a => !source.Contains($".Fires(\"{a}\"", StringComparison.Ordinal));
    }

    [Fact]
    public async Task The_dashboard_and_the_alerts_ask_only_for_metrics_that_a_node_has()
    {
        await using var host = await RunningHost.Start();
        using var accepted = await host.Add("b1");
        using var parked = await host.Send("b2", "explode", "{}");
        await TestKit.Time.Eventually.Holds(async () => (await host.Metrics()).Contains("actors_entities_parked 1\n", StringComparison.Ordinal));

        // These have no series until there is a reader, a side effect, an input, or a loss.
        string[] later = ["actors_lane_age_seconds", "actors_lane_in_hand", "actors_reader_lag", "actors_ingress_records_total", "actors_side_effect_duration_seconds",
            "actors_projection_standing", "actors_projection_parked", "actors_projection_age_seconds", "actors_projection_skipped", "actors_projection_audit_age_seconds"];
        var known = (await host.Metrics()).Split('\n').Where(l => l.StartsWith("# TYPE ", StringComparison.Ordinal)).Select(l => l.Split(' ')[2]).Concat(later).ToHashSet();
        var texts = new[] { Path.Combine(Rules, "alerts.yml"), Path.Combine(Repository.Folder, "config", "grafana", "actors.json") }.Select(File.ReadAllText);
        var asked = texts.SelectMany(t => System.Text.RegularExpressions.Regex.Matches(t, @"\b(actors|dotnet|http_server)_[a-z0-9_]+(?=[\[{) ]|$|"")").Select(m => m.Value))
            .Where(n => !n.StartsWith("actors_part", StringComparison.Ordinal) || n == "actors_part_ready");
        string[] labels = ["actors_outcome", "actors_reader_kind", "actors_reader_name", "actors_shard_host", "actors_projection"];
        var unknown = asked.Select(n => n.EndsWith("_bucket", StringComparison.Ordinal) ? n[..^7] : n).Except(known).Except(labels);
        Assert.Equal([], unknown);
    }

    [Fact]
    public void The_dashboard_is_json_with_a_panel_for_each_question()
    {
        using var dashboard = JsonDocument.Parse(File.ReadAllText(Path.Combine(Repository.Folder, "config", "grafana", "actors.json")));
        Assert.All(dashboard.RootElement.GetProperty("panels").EnumerateArray(), p => Assert.NotEmpty(p.Text("title")));
    }

    private static List<string> NamesIn(string[] lines, string before) =>
        [.. lines.Where(l => l.Contains(before, StringComparison.Ordinal)).Select(l => l[(l.IndexOf(before, StringComparison.Ordinal) + before.Length)..].Split(',')[0].Trim())];
}
