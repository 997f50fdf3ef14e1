using System.Net.Http.Json;
using System.Text.Json;

namespace Shop.Node.Tests.Trials;

/// <summary>A client of Shop that reads what it has written, and an operator. Thread-safe.</summary>
internal sealed class ShopClient(Uri address) : IDisposable
{
    private readonly HttpClient _client = new() { BaseAddress = address, Timeout = TimeSpan.FromSeconds(60) };

    /// <summary>Places an order.</summary>
    /// <returns>The place of its outcome.</returns>
    public async Task<string> Place(string order, string customer, string country = "France")
    {
        using var response = await _client.PostAsJsonAsync(
            $"/entities/order/{order}/commands/place-order",
            new { customer, country, lines = new[] { new { stockCode = "mug", quantity = 1, unitPrice = 2.5m } } });
        Assert.True(response.IsSuccessStatusCode, await response.Content.ReadAsStringAsync());
        return response.Headers.GetValues("Actors-Offset").Single();
    }

    /// <summary>Lets goods come in.</summary>
    /// <returns>The place of the outcome.</returns>
    public async Task<string> Receive(string product, int quantity)
    {
        using var response = await _client.PostAsJsonAsync($"/entities/stock-item/{product}/commands/receive-stock", new { quantity });
        Assert.True(response.IsSuccessStatusCode, await response.Content.ReadAsStringAsync());
        return response.Headers.GetValues("Actors-Offset").Single();
    }

    /// <summary>Asks a read model, after a place where one is given.</summary>
    public async Task<JsonElement> Get(string path, string? after = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        if (after is not null)
        {
            request.Headers.Add("Actors-Offset", after);
            request.Headers.Add("Prefer", "wait=30");
        }

        using var response = await _client.SendAsync(request);
        var text = await response.Content.ReadAsStringAsync();
        Assert.True(response.IsSuccessStatusCode, $"{path}: {response.StatusCode} {text}");
        return JsonDocument.Parse(text).RootElement;
    }

    /// <summary>All entries of a list, page by page.</summary>
    public async Task<List<JsonElement>> All(string path, int limit)
    {
        var (entries, next) = (new List<JsonElement>(), (string?)null);
        do
        {
            var page = await Get($"{path}{(path.Contains('?', StringComparison.Ordinal) ? '&' : '?')}limit={limit}{(next is null ? "" : $"&after={next}")}");
            var items = page.GetProperty("items").EnumerateArray().ToList();
            Assert.InRange(items.Count, 0, limit);
            entries.AddRange(items);
            next = page.TryGetProperty("next", out var token) ? token.GetString() : null;
        }
        while (next is not null);
        return entries;
    }

    /// <summary>Changes a projection as an operator.</summary>
    public async Task<JsonElement> Operate(string projection, string action)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, $"/operator/projections/{projection}/{action}")
        {
            Content = new StringContent("""{"reason":"a trial"}""", System.Text.Encoding.UTF8, "application/json"),
        };
        request.Headers.Add("X-Actors-Operator", "trial");
        using var response = await _client.SendAsync(request);
        var text = await response.Content.ReadAsStringAsync();
        Assert.True(response.IsSuccessStatusCode, $"{action}: {response.StatusCode} {text}");
        return JsonDocument.Parse(text).RootElement;
    }

    public void Dispose() => _client.Dispose();
}
