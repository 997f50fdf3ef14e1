using System.Net;
using System.Text.Json;
using Actors.Hosting.Http;
using Actors.Hosting.Tests.Node;

namespace Actors.Hosting.Tests.Http;

public sealed class EventStreamTests
{
    [Fact]
    public async Task A_stream_resumed_at_any_event_goes_on_without_gap_or_repeat()
    {
        await using var node = await TestNode.Start();
        for (var i = 0; i < 30; i++)
        {
            await node.Add($"b{i % 7}", $"sku-{i}");
        }

        string? lastId = null;
        var seen = new List<(long Shard, long Sequence)>();
        for (var size = 1; seen.Count < 40; size++)
        {
            await using var reader = await EventReader.Open(node, lastId: lastId);
            if (seen.Count == 28)
            {
                // Events that come while the stream is open are followed.
                for (var i = 0; i < 10; i++)
                {
                    await node.Add($"c{i}", "late");
                }
            }

            for (var i = 0; i < Math.Min(size, 40 - seen.Count); i++)
            {
                seen.Add(Place((await reader.Next())!.Value.Data));
            }

            lastId = reader.LastId;
        }

        Assert.Equal(40, seen.Distinct().Count());
        foreach (var shard in seen.GroupBy(s => s.Shard))
        {
            Assert.Equal(Enumerable.Range(1, shard.Count()).Select(i => (long)i), shard.Select(s => s.Sequence));
        }
    }

    [Fact]
    public async Task A_stream_begins_where_it_is_told()
    {
        await using var node = await TestNode.Start();
        var first = await node.Add("b1", "apple");
        await node.Add("b1", "pear");
        await using var afterFirst = await EventReader.Open(node, $"/events?shard={first.Number("shard")}&after={first.Number("sequence")}");
        Assert.Equal("pear", Sku(await afterFirst.Next()));
        await using var fromStart = await EventReader.Open(node, "/events?after=start");
        Assert.Equal("apple", Sku(await fromStart.Next()));
        await using var fromHead = await EventReader.Open(node, "/events?after=head");
        await node.Add("b1", "plum");
        Assert.Equal("plum", Sku(await fromHead.Next()));
        await using var byCursor = await EventReader.Open(node, $"/events?after={fromStart.LastId}");
        Assert.Equal("pear", Sku(await byCursor.Next()));
    }

    [Fact]
    public async Task A_stream_shows_only_what_its_filter_wants_and_rejections_on_demand()
    {
        await using var node = await TestNode.Start();
        await node.Add("b1", "apple");
        using var accepted = await node.Send("b1", "check-out", "{}");
        using var rejected = await node.Send("b1", "check-out", "{}");
        await using var filtered = await EventReader.Open(node, "/events?type=basket&event=checked-out");
        Assert.Equal("checked-out", (await filtered.Next())!.Value.Name);
        await using var all = await EventReader.Open(node, "/events?kinds=all");
        Assert.Equal("event", (await all.Next())!.Value.Data.Text("kind"));
        Assert.Equal("event", (await all.Next())!.Value.Data.Text("kind"));
        Assert.Equal("rejection", (await all.Next())!.Value.Data.Text("kind"));
    }

    [Fact]
    public async Task A_silent_stream_gives_signs_of_life_whose_id_skips_what_was_filtered_out()
    {
        await using var node = await TestNode.Start(new HttpApiOptions { HeartbeatInterval = TimeSpan.FromMilliseconds(20) });
        await node.Add("b1", "apple");
        await using var reader = await EventReader.Open(node, "/events?event=checked-out");
        await reader.NextHeartbeat();
        var atStart = reader.LastId;
        while (reader.LastId == atStart)
        {
            await reader.NextHeartbeat();
        }

        await node.Add("b1", "pear");
        await using var resumed = await EventReader.Open(node, lastId: reader.LastId);
        Assert.Equal("pear", Sku(await resumed.Next()));
    }

    [Fact]
    public async Task A_stream_ends_cleanly_when_the_node_stops()
    {
        await using var node = await TestNode.Start();
        await node.Add("b1", "apple");
        await using var reader = await EventReader.Open(node);
        Assert.NotNull(await reader.Next());
        var stopped = node.Stop();
        Assert.Null(await reader.Next());
        await stopped;
    }

    [Theory]
    [InlineData("nonsense")]
    [InlineData("aBAEC")]
    [InlineData("aAw")]
    public async Task An_id_of_another_journal_is_refused(string id)
    {
        await using var node = await TestNode.Start();
        using var request = new HttpRequestMessage(HttpMethod.Get, "/events");
        request.Headers.Add("Last-Event-ID", id);
        using var response = await node.Client.SendAsync(request);
        await response.Problem(HttpStatusCode.BadRequest, "invalid-header");
    }

    private static (long Shard, long Sequence) Place(JsonElement record) => (record.Number("shard"), record.Number("sequence"));

    private static string Sku((string Name, JsonElement Data)? @event) => @event!.Value.Data.GetProperty("payload").Text("sku");
}
