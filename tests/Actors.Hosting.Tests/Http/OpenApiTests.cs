using System.Text.Json;
using Actors.Hosting.Tests.Node;

namespace Actors.Hosting.Tests.Http;

public sealed class OpenApiTests
{
    [Fact]
    public async Task Every_message_has_its_path_and_every_reference_leads_somewhere()
    {
        await using var node = await TestNode.Start();
        var document = await node.Get("/openapi/v1.json");
        Assert.StartsWith("3.1.", document.Text("openapi"), StringComparison.Ordinal);
        var paths = document.GetProperty("paths");
        foreach (var command in new[] { "add-item", "check-out", "explode" })
        {
            Assert.True(paths.TryGetProperty($"/entities/basket/{{id}}/commands/{command}", out var path), command);
            Assert.True(path.GetProperty("post").GetProperty("requestBody").GetProperty("content").TryGetProperty("application/json", out _));
        }

        Assert.True(paths.GetProperty("/entities/basket/{id}/queries/quantity-of").TryGetProperty("get", out _));
        Assert.True(paths.TryGetProperty("/events", out _));
        var references = References(document).ToList();
        Assert.NotEmpty(references);
        Assert.All(references, r => Resolve(document, r));
    }

    [Fact]
    public async Task A_command_has_the_schema_of_each_of_its_versions()
    {
        await using var node = await TestNode.Start();
        var document = await node.Get("/openapi/v1.json");
        var schemas = document.GetProperty("components").GetProperty("schemas");
        var newest = schemas.GetProperty("basket.add-item.2");
        Assert.Equal("integer", newest.GetProperty("properties").GetProperty("quantity").Text("type"));
        Assert.Contains("sku", newest.GetProperty("required").EnumerateArray().Select(r => r.GetString()));
        Assert.False(schemas.GetProperty("basket.add-item.1").GetProperty("properties").TryGetProperty("quantity", out _));
    }

    [Fact]
    public async Task Operation_ids_are_unique_and_path_parameters_are_declared()
    {
        await using var node = await TestNode.Start();
        var document = await node.Get("/openapi/v1.json");
        var operations = document.GetProperty("paths").EnumerateObject()
            .SelectMany(p => p.Value.EnumerateObject().Select(o => (Path: p.Name, Operation: o.Value))).ToList();
        var ids = operations.Where(o => o.Operation.TryGetProperty("operationId", out _)).Select(o => o.Operation.Text("operationId")).ToList();
        Assert.Equal(ids.Count, ids.Distinct().Count());
        Assert.All(operations.Where(o => o.Path.Contains("{id}", StringComparison.Ordinal)), o =>
            Assert.Contains(o.Operation.GetProperty("parameters").EnumerateArray(), p => p.Text("in") == "path" && p.Text("name") == "id"));
        Assert.All(operations, o => Assert.True(o.Operation.GetProperty("responses").TryGetProperty("default", out _)));
    }

    private static IEnumerable<string> References(JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.Object => element.EnumerateObject().SelectMany(p =>
            p.Name == "$ref" && p.Value.ValueKind == JsonValueKind.String ? [p.Value.GetString()!] : References(p.Value)),
        JsonValueKind.Array => element.EnumerateArray().SelectMany(References),
        _ => [],
    };

    private static void Resolve(JsonElement document, string reference)
    {
        Assert.StartsWith("#/", reference, StringComparison.Ordinal);
        var found = document;
        foreach (var part in reference[2..].Split('/').Select(p => p.Replace("~1", "/", StringComparison.Ordinal)))
        {
            found = found.ValueKind == JsonValueKind.Array
                ? found[int.Parse(part, System.Globalization.CultureInfo.InvariantCulture)]
                : found.TryGetProperty(part, out var child) ? child : throw new InvalidOperationException($"{reference} leads nowhere.");
        }
    }
}
