using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Actors.Hosting.Configuration;
using Actors.Hosting.Tests.Node;
using Actors.Runtime.Streams;
using Actors.Runtime.Streams.Files;
using Actors.Streams;
using Actors.Streams.Json;

namespace Actors.Hosting.Tests;

/// <summary>Operators handle dead letters and ingresses over HTTP, on a whole node.</summary>
public sealed class OperatorTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("actors-operators-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task Dead_letters_are_shown_edited_replayed_and_discarded()
    {
        await using var host = await Start();
        using var client = new HttpClient { BaseAddress = host.Address, Timeout = TimeSpan.FromSeconds(60) };
        await Ingest(host, """{"type":"add","basket":"b1","sku":"apple","quantity":"many"}""", "what?", """{"type":"sing","basket":"b1"}""");
        var page = await Get(client, "/dead-letters?limit=2");
        Assert.Equal((3, 2), (page.GetProperty("count").GetInt32(), page.GetProperty("deadLetters").GetArrayLength()));
        Assert.Equal(1, (await Get(client, "/dead-letters?reason=unknown-type")).GetProperty("count").GetInt32());
        Assert.Equal(3, (await Get(client, "/dead-letters?ingress=orders&from=2020-01-01&source=orders.jsonl")).GetProperty("count").GetInt32());
        Assert.Equal(0, (await Get(client, "/dead-letters?entity=basket/b1")).GetProperty("count").GetInt32());

        var first = Escaped(page, 0);
        Assert.Equal("orders", (await Get(client, first)).GetProperty("deadLetter").GetProperty("origin").GetProperty("ingress").GetString());
        await Refused(client.PostAsync(Address($"{first}/replay"), null), HttpStatusCode.UnprocessableEntity, "not-replayed");
        var mended = new { payload = new { type = "add", basket = "b1", sku = "apple", quantity = 3 }, note = "typo" };
        await Refused(client.PutAsJsonAsync(Address(first), new { }), HttpStatusCode.BadRequest, "invalid-body");
        await Refused(client.PutAsJsonAsync(Address(first), new { colour = "red" }), HttpStatusCode.BadRequest, "invalid-body");
        await Done(client.PutAsJsonAsync(Address(first), mended));
        Assert.Equal("replayed", (await Done(client.PostAsync(Address($"{first}/replay"), null))).GetProperty("result").GetString());
        Assert.Equal("already-done", (await Done(client.PostAsync(Address($"{first}/replay"), null))).GetProperty("result").GetString());
        Assert.Equal(3, (await Get(client, "/entities/basket/b1")).GetProperty("state").GetProperty("lines").GetProperty("apple").GetInt32());

        var second = Escaped(page, 1);
        await Refused(client.PostAsJsonAsync(Address($"{second}/discard"), new { reason = " " }), HttpStatusCode.BadRequest, "invalid-body");
        var discarded = await Done(client.PostAsJsonAsync(Address($"{second}/discard"), new { reason = "noise" }));
        Assert.Equal("resolved", discarded.GetProperty("deadLetter").GetProperty("status").GetString());
        await Refused(client.PostAsJsonAsync(Address($"{second}/discard"), new { reason = "noise" }), HttpStatusCode.Conflict, "not-waiting");
        var rest = await Done(client.PostAsJsonAsync(Address("/dead-letters/replay"), new { ingress = "orders" }));
        Assert.Equal((0, 1), (rest.GetProperty("replayed").GetInt32(), rest.GetProperty("failed").GetInt32()));
        await Refused(client.GetAsync(Address("/dead-letters/unknown%2F1")), HttpStatusCode.NotFound, "unknown-dead-letter");
        await Refused(client.PostAsJsonAsync(Address("/dead-letters/replay"), new { limit = 0 }), HttpStatusCode.BadRequest, "invalid-body");
        await Refused(client.GetAsync(Address("/dead-letters?reason=7")), HttpStatusCode.BadRequest, "invalid-parameter");
    }

    [Fact]
    public async Task Ingresses_are_listed_paused_and_resumed()
    {
        await using var host = await Start();
        using var client = new HttpClient { BaseAddress = host.Address, Timeout = TimeSpan.FromSeconds(60) };
        await Ingest(host, """{"type":"add","basket":"b1","sku":"apple","quantity":1}""");
        var status = (await Get(client, "/ingresses")).GetProperty("ingresses")[0];
        Assert.Equal(("orders", "ended", 1), (status.GetProperty("ingress").GetString(), status.GetProperty("state").GetString(), status.GetProperty("position").GetInt32()));
        Assert.Equal(1, (await Done(client.PostAsync(Address("/ingresses/orders/pause"), null))).GetProperty("lanes").GetArrayLength());
        await Done(client.PostAsync(Address("/ingresses/orders/resume"), null));
        Assert.Equal(0, (await Done(client.PostAsync(Address("/ingresses/orders/accept"), null))).GetProperty("lanes").GetArrayLength());
        await Refused(client.PostAsync(Address("/ingresses/others/pause"), null), HttpStatusCode.NotFound, "unknown-ingress");
    }

    private static Uri Address(string path) => new(path, UriKind.Relative);

    private static string Escaped(JsonElement page, int index) =>
        $"/dead-letters/{Uri.EscapeDataString(page.GetProperty("deadLetters")[index].GetProperty("id").GetString()!)}";

    private static Task<JsonElement> Get(HttpClient client, string path) => Done(client.GetAsync(Address(path)));

    private static async Task<JsonElement> Done(Task<HttpResponseMessage> request)
    {
        using var response = await request;
        var text = await response.Content.ReadAsStringAsync();
        Assert.True(response.IsSuccessStatusCode, text);
        return JsonDocument.Parse(text).RootElement;
    }

    private static async Task Refused(Task<HttpResponseMessage> request, HttpStatusCode status, string code)
    {
        using var response = await request;
        var text = await response.Content.ReadAsStringAsync();
        Assert.True(status == response.StatusCode, text);
        Assert.Equal(code, JsonDocument.Parse(text).RootElement.GetProperty("code").GetString());
    }

    private Task<ActorHost> Start() => ActorHost.Start(
        new ActorApplication { Model = BasketModel.Model }, new ActorsOptions { DataDirectory = _folder, Port = 0 }, CancellationToken.None);

    private async Task Ingest(ActorHost host, params string[] lines)
    {
        var path = Path.Combine(_folder, "orders.jsonl");
        await File.WriteAllLinesAsync(path, lines);
        var decoder = new JsonDecoder(
            BasketModel.Model,
            new Dictionary<string, CommandRoute> { ["add"] = new(Basket.Type, new Schema.WireName("add-item", 2)) },
            new JsonDecoderRules(FieldRule.Member("type"), FieldRule.Member("basket")));
        await host.System.Connect(new JsonLinesFileSource(path), decoder, new IngressOptions { Name = "orders" }).Run(CancellationToken.None);
    }
}
