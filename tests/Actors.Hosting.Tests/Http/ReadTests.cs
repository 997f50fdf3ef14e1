using System.Net;
using Actors.DeadLettering;
using Actors.Hosting.Http.Problems;
using Actors.Hosting.Tests.Node;
using Actors.Journal;
using Actors.Journal.Retention;
using Actors.Schema;
using Actors.Sharding;

namespace Actors.Hosting.Tests.Http;

public sealed class ReadTests
{
    [Fact]
    public async Task State_has_version_sequence_and_a_tag_that_saves_the_second_answer()
    {
        await using var node = await TestNode.Start();
        await node.Add("b1", "apple", 3);
        using var first = await node.Client.GetAsync(new Uri("/entities/basket/b1", UriKind.Relative));
        var state = await first.Body(HttpStatusCode.OK);
        Assert.Equal(1, state.Number("version"));
        Assert.Equal(3, state.GetProperty("state").GetProperty("lines").Number("apple"));
        using var request = new HttpRequestMessage(HttpMethod.Get, "/entities/basket/b1");
        request.Headers.IfNoneMatch.Add(first.Headers.ETag!);
        using var second = await node.Client.SendAsync(request);
        Assert.Equal(HttpStatusCode.NotModified, second.StatusCode);
    }

    [Fact]
    public async Task An_entity_without_events_has_its_initial_state()
    {
        await using var node = await TestNode.Start();
        var state = await node.Get("/entities/basket/new");
        Assert.Equal(0, state.Number("version"));
        Assert.False(state.GetProperty("state").GetProperty("isCheckedOut").GetBoolean());
    }

    [Theory]
    [InlineData("a%2Fb", "a/b")]
    [InlineData("a%252Fb", "a%2Fb")]
    [InlineData("gr%C3%BCn%20%26%20gut", "grün & gut")]
    public async Task An_id_may_have_any_characters_when_they_are_escaped(string escaped, string id)
    {
        await using var node = await TestNode.Start();
        await node.Add(escaped, "apple");
        var record = (await node.Get($"/entities/basket/{escaped}/history")).GetProperty("records")[0];
        Assert.Equal(id, record.Text("entityId"));
    }

    [Fact]
    public async Task A_query_takes_parameters_or_a_body()
    {
        await using var node = await TestNode.Start();
        await node.Add("b1", "apple", 3);
        await node.Add("b1", "pear", 4);
        var byParameters = await node.Get("/entities/basket/b1/queries/quantity-of?skus=apple&skus=pear&doubled=true");
        Assert.Equal(14, byParameters.GetProperty("answer").Number("total"));
        using var body = Answers.Json("""{"skus":["pear"],"doubled":false}""");
        using var response = await node.Client.PostAsync(new Uri("/entities/basket/b1/queries/quantity-of", UriKind.Relative), body);
        Assert.Equal(4, (await response.Body(HttpStatusCode.OK)).GetProperty("answer").Number("total"));
    }

    [Fact]
    public async Task History_has_rejections_and_comes_in_pages()
    {
        await using var node = await TestNode.Start();
        await node.Add("b1", "apple");
        using var accepted = await node.Send("b1", "check-out", "{}");
        using var rejected = await node.Send("b1", "check-out", "{}");
        var first = await node.Get("/entities/basket/b1/history?limit=2");
        var rest = await node.Get($"/entities/basket/b1/history?limit=2&after={first.Number("next")}");
        Assert.Equal(["event", "event"], first.GetProperty("records").EnumerateArray().Select(r => r.Text("kind")));
        var last = Assert.Single(rest.GetProperty("records").EnumerateArray());
        Assert.Equal("rejection", last.Text("kind"));
        Assert.Equal("checked-out", last.GetProperty("payload").Text("code"));
        Assert.Equal("2026-01-01T12:00:00Z", last.Text("time"));
        Assert.False(rest.TryGetProperty("next", out _));
    }

    [Fact]
    public async Task State_can_be_seen_as_it_was_at_a_version_and_at_a_time()
    {
        await using var node = await TestNode.Start();
        await node.Add("b1", "apple", 1);
        node.Region.Time = node.Region.Time.AddDays(1);
        await node.Add("b1", "apple", 2);
        node.Region.Time = node.Region.Time.AddDays(1);
        await node.Add("b1", "apple", 4);
        Assert.Equal((0, 0), await Apples("version=0"));
        Assert.Equal((1, 1), await Apples("version=1"));
        Assert.Equal((2, 3), await Apples("version=2"));
        Assert.Equal((0, 0), await Apples("time=2026-01-01T11:59:59Z"));
        Assert.Equal((2, 3), await Apples("time=2026-01-02T14:00:00%2B02:00"));
        Assert.Equal((3, 7), await Apples("time=2030-01-01"));

        async Task<(long Version, long Apples)> Apples(string at)
        {
            var past = await node.Get($"/entities/basket/b1/at?{at}");
            var lines = past.GetProperty("state").GetProperty("lines");
            return (past.Number("version"), lines.TryGetProperty("apple", out var apples) ? apples.GetInt64() : 0);
        }
    }

    [Fact]
    public async Task A_history_whose_beginning_was_removed_says_so()
    {
        await using var node = await TestNode.Start();
        var entity = new EntityKey(new EntityType("basket"), new EntityId("b1"));
        var last = new JournalRecord
        {
            Shard = default,
            Sequence = new SequenceNumber(1),
            Entity = entity,
            Version = new EntityVersion(37),
            Kind = RecordKind.Event,
            Type = new WireName("added", 1),
            Payload = default,
            Time = node.Region.Time,
        };
        var snapshot = new Snapshot(entity, new SequenceNumber(1), new EntityVersion(37), new byte[] { 0 });
        node.Journal.Append(RemovedRecords.StandIns([last], _ => snapshot)[0]);
        var history = await node.Get("/entities/basket/b1/history");
        var record = Assert.Single(history.GetProperty("records").EnumerateArray());
        Assert.Equal(("removed", 37), (record.Text("kind"), record.Number("version")));
        Assert.Matches("Records of basket/b1 up to record 1 of shard [0-3], version 37, were removed by retention.", record.Text("removed"));
        using var past = await node.Client.GetAsync(new Uri("/entities/basket/b1/at?version=3", UriKind.Relative));
        Assert.Contains("removed by retention", (await past.Body(HttpStatusCode.Conflict)).Text("detail"), StringComparison.Ordinal);
    }

    [Fact]
    public void What_was_removed_is_a_problem_of_its_own()
    {
        var entity = new EntityKey(new EntityType("basket"), new EntityId("b1"));
        var history = ProblemMapping.Of(new HistoryRemovedException(entity, new EntityVersion(37)), 1)!;
        Assert.Equal((410, "history-removed"), (history.Status, history.Code));
        Assert.Contains("events before version 37 were removed by retention", history.Detail, StringComparison.Ordinal);
        var log = ProblemMapping.Of(new LogRemovedException(new ShardId(3), SequenceNumber.None, new SequenceNumber(500)), 1)!;
        Assert.Equal((410, "log-removed"), (log.Status, log.Code));
        Assert.Contains("shard 3 up to 500 were removed", log.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Dead_letters_come_in_pages_and_show_bytes_that_are_not_json()
    {
        await using var node = await TestNode.Start();
        await node.DeadLetters.Add([Letter(1, "{\"a\":1}"u8.ToArray()), Letter(2, [0xff]), Letter(3, [])], CancellationToken.None);
        var first = await node.Get("/dead-letters?limit=2");
        Assert.Equal(3, first.Number("count"));
        var letters = first.GetProperty("deadLetters");
        Assert.Equal(1, letters[0].GetProperty("payload").Number("a"));
        Assert.Equal("decision-failed", letters[0].Text("reason"));
        Assert.Equal("/w==", letters[1].Text("payloadBase64"));
        var rest = await node.Get($"/dead-letters?after={Uri.EscapeDataString(first.Text("next"))}");
        Assert.Equal("orders.csv@3", Assert.Single(rest.GetProperty("deadLetters").EnumerateArray()).Text("id"));
        Assert.Equal(0, (await node.Get("/dead-letters?status=resolved")).Number("count"));
    }

    private static DeadLetter Letter(int row, byte[] payload) => new()
    {
        Id = new DeadLetterId($"orders.csv@{row}"),
        Reason = DeadLetterReason.DecisionFailed,
        Detail = "A bug.",
        Source = $"orders.csv row {row}",
        Entity = EntityKey.Parse("basket/b1"),
        Type = new WireName("add-item", 2),
        Payload = payload,
        Time = DateTimeOffset.UnixEpoch,
    };
}
