using System.Net;
using System.Text;
using Actors.Hosting.Http;
using Actors.Hosting.Tests.Node;

namespace Actors.Hosting.Tests.Http;

public sealed class MalformedInputTests
{
    [Theory]
    [InlineData("", "application/json", 400, "invalid-body")]
    [InlineData("null", "application/json", 400, "invalid-body")]
    [InlineData("{", "application/json", 400, "invalid-body")]
    [InlineData("[]", "application/json", 400, "invalid-body")]
    [InlineData("{} {}", "application/json", 400, "invalid-body")]
    [InlineData("{\"sku\":\"a\"}", "application/json", 400, "invalid-body")]
    [InlineData("{\"sku\":null,\"quantity\":1,\"times\":1}", "application/json", 400, "invalid-body")]
    [InlineData("{\"sku\":\"a\",\"quantity\":\"many\",\"times\":1}", "application/json", 400, "invalid-body")]
    [InlineData("{\"sku\":\"a\",\"quantity\":99999999999,\"times\":1}", "application/json", 400, "invalid-body")]
    [InlineData("{\"sku\":\"a\",\"quantity\":1.5,\"times\":1}", "application/json", 400, "invalid-body")]
    [InlineData("sku=a", "application/x-www-form-urlencoded", 415, "unsupported-media-type")]
    [InlineData("{}", "text/plain", 415, "unsupported-media-type")]
    public async Task A_body_that_is_not_the_command_is_refused(string body, string mediaType, int status, string code)
    {
        await using var node = await TestNode.Start();
        using var content = Answers.Json(body, mediaType);
        using var response = await node.Client.PostAsync(new Uri("/entities/basket/b1/commands/add-item", UriKind.Relative), content);
        await response.Problem((HttpStatusCode)status, code);
        Assert.Empty(node.Region.Asked);
    }

    [Fact]
    public async Task Bytes_that_are_not_utf8_and_other_charsets_are_refused()
    {
        await using var node = await TestNode.Start();
        using var broken = new ByteArrayContent([(byte)'{', (byte)'"', 0xff, 0xfe, (byte)'"', (byte)':', (byte)'1', (byte)'}']);
        broken.Headers.TryAddWithoutValidation("Content-Type", "application/json");
        using var refused = await node.Client.PostAsync(new Uri("/entities/basket/b1/commands/add-item", UriKind.Relative), broken);
        await refused.Problem(HttpStatusCode.BadRequest);
        using var latin = new StringContent("{}", Encoding.Latin1, "application/json");
        using var unsupported = await node.Client.PostAsync(new Uri("/entities/basket/b1/commands/check-out", UriKind.Relative), latin);
        await unsupported.Problem(HttpStatusCode.UnsupportedMediaType);
    }

    [Fact]
    public async Task A_wrong_value_is_told_with_its_place_and_what_would_be_right()
    {
        await using var node = await TestNode.Start();
        using var response = await node.Send("b1", "add-item", "{\"sku\":\"a\",\n \"quantity\":\"many\",\"times\":1}");
        var problem = await response.Problem(HttpStatusCode.BadRequest);
        Assert.Equal("$.quantity", problem.Text("path"));
        Assert.Equal(2, problem.Number("line"));
        Assert.Equal("The value of $.quantity must be a whole number in range.", problem.Text("detail"));
    }

    [Theory]
    [InlineData("/nowhere", 404, "no-such-resource")]
    [InlineData("/entities/basket", 404, "no-such-resource")]
    [InlineData("/entities/unicorn/1", 404, "unknown-entity-type")]
    [InlineData("/entities/basket/b1/commands/check-out", 405, "method-not-allowed")]
    [InlineData("/entities/basket/b1/queries/unknown", 404, "unknown-query")]
    [InlineData("/entities/basket/b1/queries/quantity-of?colour=red", 400, "invalid-parameter")]
    [InlineData("/entities/basket/b1/queries/quantity-of?skus=a&doubled=maybe", 400, "invalid-parameter")]
    [InlineData("/entities/basket/b1/queries/quantity-of", 400, "invalid-body")]
    [InlineData("/entities/basket/b1/queries/categories?depth=deep", 400, "invalid-parameter")]
    [InlineData("/entities/basket/a%07b", 400, "invalid-entity-id")]
    [InlineData("/entities/basket/b1/history?limit=0", 400, "invalid-parameter")]
    [InlineData("/entities/basket/b1/history?limit=1001", 400, "invalid-parameter")]
    [InlineData("/entities/basket/b1/history?after=-1", 400, "invalid-parameter")]
    [InlineData("/entities/basket/b1/history?after=1&after=2", 400, "invalid-parameter")]
    [InlineData("/entities/basket/b1/at", 400, "invalid-parameter")]
    [InlineData("/entities/basket/b1/at?version=1&time=2026-01-01", 400, "invalid-parameter")]
    [InlineData("/entities/basket/b1/at?time=yesterday", 400, "invalid-parameter")]
    [InlineData("/entities/basket/b1/at?version=1", 404, "version-not-reached")]
    [InlineData("/events?shard=4", 400, "invalid-parameter")]
    [InlineData("/events?after=xyz", 400, "invalid-parameter")]
    [InlineData("/events?after=7", 400, "invalid-parameter")]
    [InlineData("/events?type=unicorn", 404, "unknown-entity-type")]
    [InlineData("/events?event=unicorn-seen", 400, "invalid-parameter")]
    [InlineData("/events?kinds=some", 400, "invalid-parameter")]
    [InlineData("/dead-letters?status=lost", 400, "invalid-parameter")]
    public async Task A_request_that_cannot_be_answered_says_why(string path, int status, string code)
    {
        await using var node = await TestNode.Start();
        using var response = await node.Client.GetAsync(new Uri(path, UriKind.Relative));
        await response.Problem((HttpStatusCode)status, code);
    }

    [Theory]
    [InlineData("Idempotency-Key", "")]
    [InlineData("X-Correlation-Id", "")]
    public async Task A_header_that_is_too_long_or_empty_is_refused(string header, string value)
    {
        await using var node = await TestNode.Start();
        foreach (var text in new[] { value, new string('k', 129) })
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, "/entities/basket/b1/commands/check-out") { Content = Answers.Json("{}") };
            request.Headers.TryAddWithoutValidation(header, text);
            using var response = await node.Client.SendAsync(request);
            await response.Problem(HttpStatusCode.BadRequest, "invalid-header");
        }
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_body_above_the_limit_is_too_large_whether_its_length_is_told_or_not(bool isChunked)
    {
        await using var node = await TestNode.Start(new HttpApiOptions { RequestBytesMax = 1024 });
        using var request = new HttpRequestMessage(HttpMethod.Post, "/entities/basket/b1/commands/add-item")
        {
            Content = Answers.Json($$"""{"sku":"{{new string('a', 2000)}}","quantity":1,"times":1}"""),
        };
        request.Headers.TransferEncodingChunked = isChunked;
        using var response = await node.Client.SendAsync(request);
        var problem = await response.Problem(HttpStatusCode.RequestEntityTooLarge, "too-large");
        Assert.Equal(1024, problem.Number("bytesMax"));
    }

    [Fact]
    public async Task The_default_limit_is_one_mebibyte()
    {
        await using var node = await TestNode.Start();
        using var request = new HttpRequestMessage(HttpMethod.Post, "/entities/basket/b1/commands/add-item")
        {
            Content = Answers.Json($$"""{"sku":"{{new string('a', 1024 * 1024)}}","quantity":1,"times":1}"""),
        };

        // The client asks first, and need not send a body that nobody will read.
        request.Headers.ExpectContinue = true;
        using var response = await node.Client.SendAsync(request);
        await response.Problem(HttpStatusCode.RequestEntityTooLarge, "too-large");
    }
}
