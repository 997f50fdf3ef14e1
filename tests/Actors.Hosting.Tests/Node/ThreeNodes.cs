using Actors.Hosting.Configuration;
using Actors.Hosting.Operator;
using Actors.Membership;
using Actors.Operations;
using Actors.Projections;
using Actors.Runtime;
using Actors.Runtime.Streams;
using Actors.Runtime.Streams.Files;
using Actors.Runtime.Streams.Publishing;
using Actors.Streams;
using Actors.Streams.Json;
using Actors.Streams.Publishing;
using Actors.TestKit.InMemory;
using Actors.TestKit.Postgres;
using Actors.TestKit.Time;

namespace Actors.Hosting.Tests.Node;

/// <summary>A cluster of three whole nodes in the test's process on a PostgreSQL of its own, with an input and an output.</summary>
internal sealed class ThreeNodes : IAsyncDisposable
{
    public const string Token = "an-operator's-token-0123";
    public const int Shards = 6;
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    // Other work on the machine must not end the life of a node.
    private static readonly ClusterSettings Cluster = new()
    {
        Port = 0,
        Heartbeat = TimeSpan.FromMilliseconds(100),
        Lease = TimeSpan.FromSeconds(60),
        UnreachableTimeout = TimeSpan.FromMinutes(10),
        RemoveAfter = TimeSpan.FromMinutes(10),
    };

    private readonly PostgresServer _database;
    private readonly string _folder;

    private ThreeNodes(PostgresServer database, string folder)
    {
        _database = database;
        _folder = folder;
    }

    public List<ActorHost> Hosts { get; } = [];

    public string Folder => _folder;

    public InMemorySink Sink { get; } = new();

    private IReadOnlyList<IProjection> Projections { get; init; } = [];

    /// <summary>Starts one node after the other, and waits each time until the shards are where they belong: so each run has them in the same places.</summary>
    public static async Task<ThreeNodes> Start(Func<ActorsOptions, ActorsOptions>? change = null, params IReadOnlyList<IProjection> projections)
    {
        var database = await PostgresServer.Start(new PostgresServerOptions(), CancellationToken.None);
        var nodes = new ThreeNodes(database, Directory.CreateTempSubdirectory("actors-cluster-").FullName) { Projections = projections };
        try
        {
            foreach (var name in (string[])["n1", "n2", "n3"])
            {
                await nodes.Add(name, change ?? (o => o));
                await nodes.Settled([.. nodes.Hosts.Select(h => h.System.Cluster.Self.ToString()!)]);
            }

            return nodes;
        }
        catch
        {
            await nodes.DisposeAsync();
            throw;
        }
    }

    /// <summary>Waits until every node sees these lives, no other living owner of shards, and each with its part of the shards.</summary>
    public Task Settled(IReadOnlyList<string> lives) => Eventually.Holds(
        () => Hosts.TrueForAll(h => IsSettled(h.System, lives)), () => string.Join('\n', Hosts.Select(h => h.System.Cluster.ToString())), Patience);

    /// <summary>Adds a member that nobody can reach.</summary>
    public Task<NodeId> AddGhost(string name) => Hosts[0].Store.Membership.Join(
        new NodeRegistration(name, new Uri("http://127.0.0.1:1/"), MemberRoles.None, new Uri("http://127.0.0.1:1/")), CancellationToken.None);

    public async Task Send(string id, string command, string body)
    {
        using var client = new HttpClient { BaseAddress = Hosts[0].Address };
        using var answer = await client.PostAsync(new Uri($"/entities/basket/{id}/commands/{command}", UriKind.Relative), Answers.Json(body));
    }

    /// <summary>Lets a node read lines of a file as commands, until its end.</summary>
    public async Task Ingest(int node, params string[] lines)
    {
        var path = Path.Combine(_folder, "orders.jsonl");
        await File.WriteAllLinesAsync(path, lines);
        var decoder = new JsonDecoder(
            BasketModel.Model,
            new Dictionary<string, CommandRoute> { ["add"] = new(Basket.Type, new Schema.WireName("add-item", 2)) },
            new JsonDecoderRules(FieldRule.Member("type"), FieldRule.Member("basket")));
        await Hosts[node].System.Connect(new JsonLinesFileSource(path), decoder, new IngressOptions { Name = "orders" }).Run(CancellationToken.None);
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var host in Hosts)
        {
            await host.DisposeAsync();
        }

        await _database.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    private static bool IsSettled(ActorSystem system, IReadOnlyList<string> lives)
    {
        var cluster = system.Cluster;
        var owners = cluster.Members.Where(m => m.Status == MemberStatus.Up && m.Roles == MemberRoles.Shards).Select(m => m.Id.ToString()).ToList();
        return cluster.Members.All(m => m.Status == MemberStatus.Down || m.Unreachable.Count == 0)
            && cluster.Members.All(m => m.Status is MemberStatus.Up or MemberStatus.Down || m.Roles == MemberRoles.None)
            && owners.Order(StringComparer.Ordinal).SequenceEqual(lives) && owners.TrueForAll(o => cluster.Shards.Count(s => s.Owner == o) == Shards / owners.Count);
    }

    private async Task Add(string name, Func<ActorsOptions, ActorsOptions> change)
    {
        var options = new ActorsOptions
        {
            NodeName = name,
            DataDirectory = Path.Combine(_folder, name),
            Postgres = _database.ConnectionString(),
            Port = 0,
            Shards = Shards,
            Cluster = Cluster,
            Operator = new OperatorOptions { Token = Token, NodeTimeout = TimeSpan.FromSeconds(60) },
        };
        var application = new ActorApplication
        {
            Model = BasketModel.Model,
            Projections = store => [new EgressPublisher(Baskets(), Sink, BasketModel.Model, store), .. Projections],
            Palette =
            [
                new PaletteCommand("shop", "basket", "shows a basket", "entities/basket/{id}", [new PaletteArgument("id", "its id", "b1")]),
                new PaletteCommand("shop", "outputs", "shows what the node publishes", "operator/egresses", []),
            ],
        };
        Hosts.Add(await ActorHost.Start(application, change(options), CancellationToken.None));
    }

    private static Egress Baskets() => Egress.Named("baskets", "/baskets")
        .On<ItemAdded>((added, _) => new PublicEvent("item-added", System.Text.Encoding.UTF8.GetBytes(added.Sku), "text/plain")).Build();
}
