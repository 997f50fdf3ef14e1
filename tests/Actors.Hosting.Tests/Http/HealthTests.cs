using System.Net;
using Actors.Hosting.Tests.Node;

namespace Actors.Hosting.Tests.Http;

public sealed class HealthTests
{
    [Fact]
    public async Task A_node_that_is_not_ready_says_which_part_and_since_when()
    {
        await using var node = await TestNode.Start();
        node.Health.Healthy("journal");
        node.Health.Unhealthy("shards", "12 of 64 are claimed");
        var since = node.Health.Parts.Single(p => p.Name == "shards").Since;
        node.Health.Unhealthy("shards", "13 of 64 are claimed");
        var problem = await node.Get("/health/ready", HttpStatusCode.ServiceUnavailable);
        Assert.Equal("not-ready", problem.Text("code"));
        var part = problem.GetProperty("parts").EnumerateArray().Single(p => !p.GetProperty("isReady").GetBoolean());
        Assert.Equal("shards", part.Text("name"));
        Assert.Equal("13 of 64 are claimed", part.Text("detail"));
        Assert.Equal(since, part.GetProperty("since").GetDateTimeOffset());
        Assert.Equal("live", (await node.Get("/health/live")).Text("status"));
        node.Health.Healthy("shards");
        Assert.Equal("ready", (await node.Get("/health/ready")).Text("status"));
    }

    [Fact]
    public async Task A_broker_that_is_away_degrades_the_node_and_leaves_it_ready()
    {
        await using var node = await TestNode.Start();
        node.Health.Healthy("journal");
        node.Health.Degraded("source orders", "Kafka: all brokers are down");
        var ready = await node.Get("/health/ready");
        Assert.Equal("degraded", ready.Text("status"));
        var part = ready.GetProperty("parts").EnumerateArray().Single(p => p.TryGetProperty("isDegraded", out _));
        Assert.Equal(("source orders", "Kafka: all brokers are down"), (part.Text("name"), part.Text("detail")));
        Assert.True(part.GetProperty("isReady").GetBoolean());
        node.Health.Healthy("source orders");
        Assert.Equal("ready", (await node.Get("/health/ready")).Text("status"));
    }

    [Fact]
    public async Task A_node_has_started_once_it_was_ready_and_stays_started()
    {
        await using var node = await TestNode.Start();
        node.Health.Unhealthy("shards", "12 of 64 are claimed");
        Assert.Equal("not-ready", (await node.Get("/health/started", HttpStatusCode.ServiceUnavailable)).Text("code"));
        node.Health.Healthy("shards");
        Assert.Equal("started", (await node.Get("/health/started")).Text("status"));
        node.Health.Unhealthy("shards", "the journal is away");
        Assert.Equal("started", (await node.Get("/health/started")).Text("status"));
    }
}
