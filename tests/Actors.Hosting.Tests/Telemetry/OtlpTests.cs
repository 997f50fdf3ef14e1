using System.Diagnostics;
using System.Net;
using Actors.Hosting.Configuration;
using Actors.Hosting.Telemetry;
using Actors.Hosting.Tests.Node;

namespace Actors.Hosting.Tests.Telemetry;

/// <summary>What a node sends to a collector.</summary>
public sealed class OtlpTests
{
    [Fact]
    public async Task One_trace_holds_the_request_the_ask_the_decision_and_the_commit_and_metrics_come_too()
    {
        await using var collector = await Collector.Start();
        var trace = ActivityTraceId.CreateRandom();
        await using (var host = await RunningHost.Start(o => o with { Telemetry = new TelemetryOptions { OtlpEndpoint = collector.Address, TraceRatio = 0 } }))
        {
            host.Client.DefaultRequestHeaders.Add("traceparent", $"00-{trace}-{ActivitySpanId.CreateRandom()}-01");
            using var added = await host.Add("b1");
            Assert.Equal(HttpStatusCode.OK, added.StatusCode);
        }

        // The stop of the node has sent everything: nothing to wait for.
        foreach (var name in (string[])["ask basket", "decide basket", "commit", "actors.entity.id"])
        {
            Assert.True(collector.Has("traces", name), name);
        }

        var id = new byte[16];
        trace.CopyTo(id);
        Assert.Equal(4, collector.Count("traces", id)); // The server's span, the ask, the decision, the commit.
        Assert.True(collector.Has("metrics", "actors.commit.duration"));
        Assert.True(collector.Has("metrics", "actors.commands"));
    }

    [Fact]
    public async Task A_collector_that_is_away_does_not_keep_a_node_from_its_work()
    {
        await using var host = await RunningHost.Start(o => o with
        {
            Telemetry = new TelemetryOptions { OtlpEndpoint = new Uri("http://127.0.0.1:1"), TraceRatio = 1 },
        });
        using var added = await host.Add("b1");
        Assert.Equal(HttpStatusCode.OK, added.StatusCode);
    }

    [Fact]
    public void Wrong_settings_are_told()
    {
        var options = new ActorsOptions
        {
            Telemetry = new TelemetryOptions { OtlpEndpoint = new Uri("collector", UriKind.Relative), TraceRatio = 2, MetricInterval = TimeSpan.Zero },
        };
        Assert.Equal(
            ["Actors:Telemetry:OtlpEndpoint", "Actors:Telemetry:TraceRatio", "Actors:Telemetry:MetricInterval"], options.Faults().Select(f => f.Key));
    }
}
