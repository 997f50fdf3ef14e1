using Actors.Hosting.Http;
using Actors.Journal;
using Actors.Persistence.Sql.Postgres;
using Actors.Persistence.Sql.Projections;
using Actors.Persistence.Sql.Sqlite;
using Actors.Runtime;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.Logging;
using Shop.Node.Http;
using Shop.Node.ReadModels;
using Shop.Payments.Gateway;

namespace Shop.Node.Running;

/// <summary>One running node of Shop: the databases, the actors and the HTTP interface.</summary>
internal sealed class ShopNode : IAsyncDisposable
{
    private readonly Stack<IAsyncDisposable> _parts = new();

    private ShopNode()
    {
    }

    /// <summary>The actors.</summary>
    public ActorSystem System { get; private set; } = null!;

    /// <summary>The read models.</summary>
    public ShopReadModels ReadModels { get; private set; } = null!;

    /// <summary>Where the HTTP interface listens.</summary>
    public string Address { get; private set; } = string.Empty;

    /// <summary>Starts a node.</summary>
    public static async Task<ShopNode> Start(RunOptions options, CancellationToken cancellationToken)
    {
        var node = new ShopNode();
        try
        {
            await node.StartParts(options, cancellationToken);
            return node;
        }
        catch
        {
            await node.DisposeAsync();
            throw;
        }
    }

    /// <summary>Stops everything, the last started first.</summary>
    public async ValueTask DisposeAsync()
    {
        while (_parts.TryPop(out var part))
        {
            await part.DisposeAsync();
        }
    }

    private async Task StartParts(RunOptions options, CancellationToken cancellationToken)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders().AddConsole(o => o.LogToStandardErrorThreshold = LogLevel.Trace).SetMinimumLevel(LogLevel.Warning);
        builder.WebHost.UseUrls($"http://127.0.0.1:{options.Port}").UseKestrelCore();
        var application = builder.Build();
        _parts.Push(application);
        var loggers = (ILoggerFactory)application.Services.GetService(typeof(ILoggerFactory))!;
        var logger = loggers.CreateLogger("Actors.Persistence.Sql");

        var store = await OpenStore(options, logger, cancellationToken);
        _parts.Push(store);
        var database = OpenReadModels(options, logger);
        _parts.Push(database);
        var gateway = new SimulatedPaymentGateway(
            new SimulatedPaymentGatewayOptions { Seed = options.Seed }, (delay, token) => Task.Delay(delay, TimeProvider.System, token));
        var model = ShopModel.Create(gateway);
        ReadModels = new ShopReadModels(database, model);
        var limits = new ActorSystemOptions
        {
            NodeName = Environment.MachineName,
            ShardHosts = options.Postgres is null ? 1 : 2,
            EntityCountMax = options.EntityCountMax,
        };
        System = await ActorSystem.Start(model, store, limits, ReadModels.Projections, TimeProvider.System, loggers, cancellationToken);
        _parts.Push(System);

        application.UseActorProblems();
        application.MapActors(new ActorHttpApi
        {
            Model = model,
            Region = System.Region,
            Journal = store.Journal,
            Tail = System.Tail,
            DeadLetters = store.DeadLetters,
            Readiness = System.Health,
        });
        application.MapSales(ReadModels);
        await application.StartAsync(cancellationToken);
        Address = application.Urls.First();
    }

    private static async Task<IJournalStore> OpenStore(RunOptions options, ILogger logger, CancellationToken cancellationToken) =>
        options.Postgres is { } postgres
            ? await PostgresStore.Open(new PostgresOptions { ConnectionString = postgres }, logger, cancellationToken)
            : await SqliteStore.Open(new SqliteOptions { Path = Path.Combine(options.Data, "journal.db") }, logger, cancellationToken);

    private static ISqlReadModels OpenReadModels(RunOptions options, ILogger logger) => options.Postgres is { } postgres
        ? new PostgresReadModels(new PostgresOptions { ConnectionString = postgres }, logger)
        : new SqliteReadModels(Path.Combine(options.Data, "readmodels.db"), logger);
}
