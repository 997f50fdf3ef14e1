using System.Net;
using Actors.Hosting.Configuration;
using Actors.Hosting.Tests.Http;
using Actors.Hosting.Tests.Node;
using Actors.TestKit.Logging;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Logging;

namespace Actors.Hosting.Tests;

/// <summary>The whole node: real socket, real entities, real SQLite file.</summary>
public sealed class ActorHostTests : IDisposable
{
    private static readonly ActorApplication Application = new()
    {
        Model = BasketModel.Model,
        Routes = (routes, system) => routes.MapGet("/model", context => context.Response.Body.WriteAsync(
            new[] { (byte)('0' + system.Model.Entities.Count) }).AsTask()),
    };

    private readonly string _directory = Directory.CreateTempSubdirectory("actors-host-").FullName;

    private ActorsOptions Options => new() { DataDirectory = _directory, Port = 0, Shards = 4 };

    public void Dispose() => Directory.Delete(_directory, recursive: true);

    [Fact]
    public async Task What_one_node_acknowledged_the_next_one_knows()
    {
        await using (var host = await ActorHost.Start(Application, Options, CancellationToken.None))
        {
            using var client = new HttpClient { BaseAddress = host.Address };
            var outcome = await Send(client, "add-item", """{"sku":"apple","quantity":3,"times":1}""", HttpStatusCode.OK);
            Assert.Equal(1, outcome.Number("version"));
        }

        await using var next = await ActorHost.Start(Application, Options with { Shards = null }, CancellationToken.None);
        using var nextClient = new HttpClient { BaseAddress = next.Address };
        using var state = await nextClient.GetAsync(new Uri("/entities/basket/b1", UriKind.Relative));
        Assert.Equal(3, (await state.Body(HttpStatusCode.OK)).GetProperty("state").GetProperty("lines").Number("apple"));
    }

    [Fact]
    public async Task A_node_shows_who_owns_its_shards_since_which_epoch()
    {
        await using var host = await ActorHost.Start(Application, Options, CancellationToken.None);
        using var client = new HttpClient { BaseAddress = host.Address };
        using var answer = await client.GetAsync(new Uri("/cluster", UriKind.Relative));
        var cluster = await answer.Body(HttpStatusCode.OK);
        Assert.True(cluster.GetProperty("hasLease").GetBoolean());
        Assert.Equal(0, cluster.GetProperty("members").GetArrayLength());
        var shards = cluster.GetProperty("shards").EnumerateArray().ToList();
        Assert.Equal([0L, 1, 2, 3], shards.Select(s => s.Number("shard")).Order());
        Assert.All(shards, s => Assert.Equal((Options.NodeName, 1L), (s.Text("owner"), s.Number("epoch"))));
    }

    [Fact]
    public async Task What_a_node_shows_of_its_cluster_is_what_the_OpenAPI_document_describes()
    {
        await using var host = await ActorHost.Start(Application, Options, CancellationToken.None);
        using var client = new HttpClient { BaseAddress = host.Address };
        using var document = await client.GetAsync(new Uri("/openapi/v1.json", UriKind.Relative));
        using var answer = await client.GetAsync(new Uri("/cluster", UriKind.Relative));
        var schemas = (await document.Body(HttpStatusCode.OK)).GetProperty("components").GetProperty("schemas");
        var described = schemas.GetProperty("cluster").GetProperty("properties");
        var shown = await answer.Body(HttpStatusCode.OK);
        Assert.Equal(Names(shown), Names(described));
        Assert.Equal(Names(shown.GetProperty("shards")[0]), Names(described.GetProperty("shards").GetProperty("items").GetProperty("properties")));

        static IEnumerable<string> Names(System.Text.Json.JsonElement element) => element.EnumerateObject().Select(p => p.Name).Order();
    }

    [Fact]
    public async Task A_retried_command_has_one_effect_and_the_same_answer()
    {
        await using var host = await ActorHost.Start(Application, Options, CancellationToken.None);
        using var client = new HttpClient { BaseAddress = host.Address };
        client.DefaultRequestHeaders.Add("Idempotency-Key", "k1");
        var first = await Send(client, "add-item", """{"sku":"apple","quantity":3,"times":2}""", HttpStatusCode.OK);
        var second = await Send(client, "add-item", """{"sku":"apple","quantity":3,"times":2}""", HttpStatusCode.OK);
        Assert.Equal(first.ToString(), second.ToString());
    }

    [Fact]
    public async Task A_parked_command_is_a_dead_letter_under_the_name_its_sender_was_told()
    {
        await using var host = await ActorHost.Start(Application, Options, CancellationToken.None);
        using var client = new HttpClient { BaseAddress = host.Address };
        using var content = Answers.Json("{}");
        using var parked = await client.PostAsync(new Uri("/entities/basket/b1/commands/explode", UriKind.Relative), content);
        var problem = await parked.Problem(HttpStatusCode.Conflict, "entity-parked");
        using var letters = await client.GetAsync(new Uri("/dead-letters", UriKind.Relative));
        var letter = Assert.Single((await letters.Body(HttpStatusCode.OK)).GetProperty("deadLetters").EnumerateArray());
        Assert.Equal(problem.Text("deadLetter"), letter.Text("id"));
    }

    [Fact]
    public async Task A_node_is_ready_serves_its_own_routes_and_ends_its_streams_when_it_stops()
    {
        var host = await ActorHost.Start(Application, Options, CancellationToken.None);
        using var client = new HttpClient { BaseAddress = host.Address };
        using var ready = await client.GetAsync(new Uri("/health/ready", UriKind.Relative));
        await ready.Body(HttpStatusCode.OK);
        Assert.Equal("1", await client.GetStringAsync(new Uri("/model", UriKind.Relative)));
        await Send(client, "add-item", """{"sku":"apple","quantity":3,"times":1}""", HttpStatusCode.OK);
        await using var reader = await EventReader.Open(client);
        Assert.NotNull(await reader.Next());
        var waiting = host.WaitForStop(CancellationToken.None);
        var stopped = host.DisposeAsync();
        Assert.Null(await reader.Next());
        await waiting;
        await stopped;
    }

    [Fact]
    public async Task A_taken_port_is_told_with_its_key_and_nothing_is_logged_beside_it()
    {
        using var log = new CollectedLog(LogLevel.Error);
        await using var host = await ActorHost.Start(Application, Options, CancellationToken.None);
        var second = Options with { DataDirectory = Path.Combine(_directory, "second"), Port = host.Address.Port };
        var exception = await Assert.ThrowsAsync<InvalidConfigurationException>(
            () => ActorHost.Start(Application with { Logging = logging => logging.AddProvider(log) }, second, CancellationToken.None));
        Assert.StartsWith("Actors:Port", exception.Faults.Single().ToString(), StringComparison.Ordinal);
        Assert.Empty(log.Lines);
    }

    private static async Task<System.Text.Json.JsonElement> Send(HttpClient client, string command, string body, HttpStatusCode expected)
    {
        using var content = Answers.Json(body);
        using var response = await client.PostAsync(new Uri($"/entities/basket/b1/commands/{command}", UriKind.Relative), content);
        return await response.Body(expected);
    }
}
