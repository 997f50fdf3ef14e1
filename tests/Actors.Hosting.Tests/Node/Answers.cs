using System.Net;
using System.Text;
using System.Text.Json;

namespace Actors.Hosting.Tests.Node;

/// <summary>Sends requests and reads answers as tests need them.</summary>
internal static class Answers
{
    public static StringContent Json(string text, string mediaType = "application/json") => new(text, Encoding.UTF8, mediaType);

    public static Task<HttpResponseMessage> Send(this TestNode node, string id, string command, string body) =>
        node.Client.PostAsync(new Uri($"/entities/basket/{id}/commands/{command}", UriKind.Relative), Json(body));

    public static async Task<JsonElement> Add(this TestNode node, string id, string sku, int quantity = 1)
    {
        using var response = await node.Send(id, "add-item", $$"""{"sku":"{{sku}}","quantity":{{quantity}},"times":1}""");
        return await response.Body(HttpStatusCode.OK);
    }

    public static async Task<JsonElement> Get(this TestNode node, string path, HttpStatusCode expected = HttpStatusCode.OK)
    {
        using var response = await node.Client.GetAsync(new Uri(path, UriKind.Relative));
        return expected == HttpStatusCode.OK ? await response.Body(expected) : await response.Problem(expected);
    }

    public static async Task<JsonElement> Body(this HttpResponseMessage response, HttpStatusCode expected)
    {
        var text = await response.Content.ReadAsStringAsync();
        Assert.True(response.StatusCode == expected, $"{(int)response.StatusCode}: {text}");
        return JsonDocument.Parse(text).RootElement;
    }

    /// <summary>Every error is a problem document (RFC 9457) that tells its own status and no secrets.</summary>
    public static async Task<JsonElement> Problem(this HttpResponseMessage response, HttpStatusCode expected, string? code = null)
    {
        var problem = await response.Body(expected);
        Assert.Equal("application/problem+json", response.Content.Headers.ContentType?.MediaType);
        Assert.Equal((int)expected, problem.GetProperty("status").GetInt32());
        Assert.StartsWith("urn:actors:problem:", problem.Text("type"), StringComparison.Ordinal);
        Assert.NotEmpty(problem.Text("title"));
        Assert.NotEmpty(problem.Text("detail"));
        Assert.DoesNotContain("   at ", problem.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain("Actors.Hosting", problem.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain("System.", problem.ToString(), StringComparison.Ordinal);
        if (code is not null)
        {
            Assert.Equal(code, problem.Text("code"));
        }

        return problem;
    }

    public static string Text(this JsonElement element, string name) => element.GetProperty(name).GetString()!;

    public static long Number(this JsonElement element, string name) => element.GetProperty(name).GetInt64();
}
