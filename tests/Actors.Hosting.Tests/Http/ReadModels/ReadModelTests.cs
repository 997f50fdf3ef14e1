using System.Net;
using Actors.Hosting.Tests.Node;

namespace Actors.Hosting.Tests.Http.ReadModels;

/// <summary>Addresses that answer from read models: own writes are seen, pages fit together, faults are problems, all is described.</summary>
public sealed class ReadModelTests : IDisposable
{
    private readonly BasketLines _lines = new();

    public void Dispose() => _lines.Dispose();

    [Fact]
    public async Task A_query_that_brings_the_offset_of_a_command_sees_what_the_command_did()
    {
        await using var host = await Start();
        for (var i = 0; i < 50; i++)
        {
            var offset = await Add(host, "b1", $"sku-{i}");
            using var answer = await Get(host, "/baskets/b1/lines", offset);
            Assert.Equal(i + 1, (await answer.Body(HttpStatusCode.OK)).GetProperty("items").GetArrayLength());
        }
    }

    [Fact]
    public async Task A_query_whose_projection_does_not_come_so_far_in_time_gets_504_and_a_time_to_retry()
    {
        await using var host = await Start();
        await _lines.Hold();
        var offset = await Add(host, "b1", "apple");
        using var late = await Get(host, "/baskets/b1/lines", offset, "wait=0.05");
        var problem = await late.Problem(HttpStatusCode.GatewayTimeout, "projection-behind");
        Assert.Equal("basket-lines", problem.Text("projection"));
        Assert.Contains(offset, problem.Text("detail"), StringComparison.Ordinal);
        Assert.NotNull(late.Headers.RetryAfter);
        using var stale = await Get(host, "/baskets/b1/lines", null);
        Assert.Equal(0, (await stale.Body(HttpStatusCode.OK)).GetProperty("items").GetArrayLength());
        _lines.Release();
        using var fresh = await Get(host, "/baskets/b1/lines", offset, "wait=60");
        Assert.Equal(1, (await fresh.Body(HttpStatusCode.OK)).GetProperty("items").GetArrayLength());
    }

    [Fact]
    public async Task A_rejected_command_has_an_offset_too()
    {
        await using var host = await Start();
        using var first = await host.Send("b1", "check-out", "{}");
        using var second = await host.Send("b1", "check-out", "{}");
        Assert.Equal(HttpStatusCode.UnprocessableEntity, second.StatusCode);
        var problem = await second.Problem(HttpStatusCode.UnprocessableEntity);
        Assert.Equal($"{problem.Number("shard")}:{problem.Number("sequence")}", second.Headers.GetValues("Actors-Offset").Single());
    }

    [Theory]
    [InlineData("nonsense")]
    [InlineData("99:1")]
    [InlineData("1:-5")]
    [InlineData("1:1,")]
    public async Task An_offset_that_is_none_is_refused(string offset)
    {
        await using var host = await Start();
        using var answer = await Get(host, "/baskets/b1/lines", offset);
        if (offset.EndsWith(','))
        {
            Assert.NotEqual(HttpStatusCode.BadRequest, answer.StatusCode); // An empty entry of a list means nothing.
            return;
        }

        await answer.Problem(HttpStatusCode.BadRequest, "invalid-header");
    }

    [Fact]
    public async Task Pages_fit_together_and_a_token_that_is_none_is_refused()
    {
        await using var host = await Start();
        var offset = "";
        for (var i = 0; i < 7; i++)
        {
            offset = await Add(host, "b1", $"sku-{i}");
        }

        var (seen, next) = (new List<string>(), "");
        do
        {
            using var answer = await Get(host, $"/baskets/b1/lines?limit=3&after={next}", offset);
            var page = await answer.Body(HttpStatusCode.OK);
            seen.AddRange(page.GetProperty("items").EnumerateArray().Select(line => line.Text("sku")));
            next = page.GetProperty("next").GetString();
        }
        while (next is not null);
        Assert.Equal(Enumerable.Range(0, 7).Select(i => $"sku-{i}"), seen);
        using var wrong = await Get(host, "/baskets/b1/lines?after=abc!", null);
        await wrong.Problem(HttpStatusCode.BadRequest, "invalid-parameter");
    }

    [Fact]
    public async Task Read_models_and_live_views_are_described()
    {
        await using var host = await Start();
        using var answer = await Get(host, "/openapi/v1.json", null);
        var paths = (await answer.Body(HttpStatusCode.OK)).GetProperty("paths");
        var parameters = paths.GetProperty("/baskets/{id}/lines").GetProperty("get").GetProperty("parameters").EnumerateArray()
            .Select(p => (p.Text("name"), p.Text("in"))).ToList();
        Assert.Equal([("id", "path"), ("after", "query"), ("limit", "query"), ("Actors-Offset", "header"), ("Prefer", "header")], parameters);
        Assert.True(paths.GetProperty("/live/baskets").TryGetProperty("get", out _));
        Assert.True(paths.GetProperty("/entities/basket/{id}/events").TryGetProperty("get", out _));
    }

    private static async Task<string> Add(RunningHost host, string basket, string sku)
    {
        using var answer = await host.Send(basket, "add-item", $$"""{"sku":"{{sku}}","quantity":1,"times":1}""");
        await answer.Body(HttpStatusCode.OK);
        return answer.Headers.GetValues("Actors-Offset").Single();
    }

    private static async Task<HttpResponseMessage> Get(RunningHost host, string path, string? offset, string? prefer = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        if (offset is not null)
        {
            request.Headers.TryAddWithoutValidation("Actors-Offset", offset);
        }

        if (prefer is not null)
        {
            request.Headers.Add("Prefer", prefer);
        }

        return await host.Client.SendAsync(request);
    }

    private Task<RunningHost> Start() => RunningHost.Start(extend: (application, folder) => BasketLines.Extend(application, folder, _lines));
}
