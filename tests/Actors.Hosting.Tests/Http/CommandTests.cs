using System.Net;
using System.Text.Json;
using Actors.Hosting.Tests.Node;
using Actors.Journal;

namespace Actors.Hosting.Tests.Http;

public sealed class CommandTests
{
    [Fact]
    public async Task A_command_is_answered_with_its_place_and_its_events()
    {
        await using var node = await TestNode.Start();
        using var response = await node.Send("b1", "add-item", """{"sku":"apple","quantity":3,"times":2}""");
        var outcome = await response.Body(HttpStatusCode.OK);
        Assert.Equal(2, outcome.Number("version"));
        Assert.Equal(2, outcome.Number("sequence"));
        Assert.InRange(outcome.Number("shard"), 0, 3);
        var events = outcome.GetProperty("events").EnumerateArray().ToList();
        Assert.Equal(["item-added:1", "item-added:1"], events.Select(e => e.Text("type")));
        Assert.Equal("apple", events[0].GetProperty("payload").Text("sku"));
    }

    [Fact]
    public async Task An_older_version_of_a_command_can_be_named()
    {
        await using var node = await TestNode.Start();
        using var response = await node.Send("b1", "add-item?version=1", """{"sku":"apple"}""");
        var outcome = await response.Body(HttpStatusCode.OK);
        Assert.Equal(1, outcome.GetProperty("events")[0].GetProperty("payload").Number("quantity"));
        using var unknown = await node.Send("b1", "add-item?version=7", "{}");
        await unknown.Problem(HttpStatusCode.NotFound, "unknown-command");
    }

    [Fact]
    public async Task A_rejection_is_a_problem_with_code_and_reason()
    {
        await using var node = await TestNode.Start();
        using var first = await node.Send("b1", "check-out", "{}");
        await first.Body(HttpStatusCode.OK);
        using var second = await node.Send("b1", "check-out", "{}");
        var problem = await second.Problem(HttpStatusCode.UnprocessableEntity, "checked-out");
        Assert.Equal("urn:actors:problem:rejected", problem.Text("type"));
        Assert.Equal("The basket is checked out already.", problem.Text("reason"));
        Assert.Equal(1, problem.Number("version"));
    }

    [Theory]
    [InlineData("key-1", "key-1")]
    [InlineData("\"key-1\"", "key-1")]
    public async Task An_idempotency_key_becomes_the_command_id_and_a_retry_gets_the_first_answer(string header, string id)
    {
        await using var node = await TestNode.Start();
        var first = await SendWith(node, ("Idempotency-Key", header));
        var second = await SendWith(node, ("Idempotency-Key", header));
        Assert.Equal(first.ToString(), second.ToString());
        Assert.All(node.Region.Asked, o => Assert.Equal(id, o.Id?.Value));
        Assert.Equal(1, (await node.Get("/entities/basket/b1")).Number("version"));
    }

    [Fact]
    public async Task Trace_context_and_correlation_become_the_origin()
    {
        const string Trace = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";
        await using var node = await TestNode.Start();
        await SendWith(node, ("traceparent", Trace), ("X-Correlation-Id", "story-7"));
        await SendWith(node, ("traceparent", "nonsense"));
        var origins = node.Region.Asked.Select(o => o.Origin).ToList();
        Assert.Equal(new Origin(CorrelationId: "story-7", TraceParent: Trace), origins[0]);
        Assert.Equal(Origin.Unknown, origins[1]);
    }

    [Fact]
    public async Task A_parked_command_is_a_conflict_that_names_its_dead_letter()
    {
        await using var node = await TestNode.Start();
        using var response = await node.Send("b1", "explode", "{}");
        var problem = await response.Problem(HttpStatusCode.Conflict, "entity-parked");
        Assert.Equal("1:17", problem.Text("deadLetter"));
        Assert.Equal("basket/b1", problem.Text("entity"));
    }

    [Fact]
    public async Task A_timeout_is_503_with_retry_after()
    {
        await using var node = await TestNode.Start();
        node.Region.Failure = new AskTimeoutException(EntityKey.Parse("basket/b1"), TimeSpan.FromSeconds(5));
        using var response = await node.Send("b1", "check-out", "{}");
        await response.Problem(HttpStatusCode.ServiceUnavailable, "timeout");
        Assert.Equal(TimeSpan.FromSeconds(1), response.Headers.RetryAfter?.Delta);
    }

    [Fact]
    public async Task An_unavailable_journal_is_503_and_its_address_stays_a_secret()
    {
        await using var node = await TestNode.Start();
        node.Region.Failure = new JournalUnavailableException("secret-host:5432 does not answer.");
        using var response = await node.Send("b1", "check-out", "{}");
        var problem = await response.Problem(HttpStatusCode.ServiceUnavailable, "journal-unavailable");
        Assert.DoesNotContain("secret", problem.ToString(), StringComparison.Ordinal);
        Assert.NotNull(response.Headers.RetryAfter);
    }

    [Fact]
    public async Task A_bug_is_500_with_a_reference_and_nothing_else()
    {
        await using var node = await TestNode.Start();
        node.Region.Failure = new InvalidOperationException("secret");
        using var response = await node.Send("b1", "check-out", "{}");
        var problem = await response.Problem(HttpStatusCode.InternalServerError, "internal-error");
        Assert.DoesNotContain("secret", problem.ToString(), StringComparison.Ordinal);
        Assert.NotEmpty(problem.Text("reference"));
    }

    [Fact]
    public async Task A_quarantined_entity_is_a_conflict()
    {
        await using var node = await TestNode.Start();
        node.Region.Failure = new EntityQuarantinedException(EntityKey.Parse("basket/b1"), "record 7");
        Assert.Equal("basket/b1", (await node.Get("/entities/basket/b1", HttpStatusCode.Conflict)).Text("entity"));
    }

    private static async Task<JsonElement> SendWith(TestNode node, params (string Name, string Value)[] headers)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/entities/basket/b1/commands/add-item")
        {
            Content = Answers.Json("""{"sku":"apple","quantity":1,"times":1}"""),
        };
        foreach (var (name, value) in headers)
        {
            request.Headers.TryAddWithoutValidation(name, value);
        }

        using var response = await node.Client.SendAsync(request);
        return await response.Body(HttpStatusCode.OK);
    }
}
