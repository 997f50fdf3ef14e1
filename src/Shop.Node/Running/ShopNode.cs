using Actors.Hosting;
using Actors.Hosting.Configuration;
using Actors.Hosting.Logging;
using Actors.Persistence.Sql.Postgres;
using Actors.Persistence.Sql.Projections;
using Actors.Runtime;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Logging;
using Shop.Node.Http;
using Shop.Node.Kafka;
using Shop.Node.ReadModels;
using Shop.Notifications.Sending;
using Shop.Payments.Gateway;

namespace Shop.Node.Running;

/// <summary>One running node of Shop: the actors with their HTTP interface, and the read models.</summary>
internal sealed class ShopNode : IAsyncDisposable
{
    private readonly ActorHost _host;
    private readonly ISqlReadModels _database;
    private readonly ILoggerFactory _loggers;

    private ShopNode(ActorHost host, ISqlReadModels database, ILoggerFactory loggers, ShopReadModels readModels)
    {
        _host = host;
        _database = database;
        _loggers = loggers;
        ReadModels = readModels;
    }

    /// <summary>The actors.</summary>
    public ActorSystem System => _host.System;

    /// <summary>The read models.</summary>
    public ShopReadModels ReadModels { get; }

    /// <summary>Where the HTTP interface listens.</summary>
    public string Address => _host.Address.ToString().TrimEnd('/');

    /// <summary>
    /// Starts a node, which publishes to Kafka where there is one. What its command line does not name comes from the environment, such as
    /// <c>Actors__Log__Format</c>.
    /// </summary>
    public static async Task<ShopNode> Start(RunOptions options, KafkaPipeline? kafka, CancellationToken cancellationToken)
    {
        // What goes wrong before the node has started ends the process with one line; a warning of it would be a second one.
        var isStarted = false;
        var environment = ActorsOptions.Read(new ConfigurationBuilder().AddEnvironmentVariables().Build());
        void Log(ILoggingBuilder logging)
        {
            if (environment.Log.Format == LogFormat.None)
            {
                LogTo(logging, options.Cluster is not null, () => isStarted);
            }
        }

        var loggers = LoggerFactory.Create(logging =>
        {
            Log(logging);
            environment.Log.AddTo(logging);
        });
        var database = OpenReadModels(options, loggers.CreateLogger("Actors.Persistence.Sql"));
        try
        {
            var gateway = new SimulatedPaymentGateway(
                new SimulatedPaymentGatewayOptions { Seed = options.Seed }, (delay, token) => Task.Delay(delay, TimeProvider.System, token));
            var sender = new SimulatedNotificationSender(new SimulatedNotificationOptions { Seed = options.Seed });
            var model = ShopModel.Create(gateway, sender, limits: options.Fraud);
            var readModels = new ShopReadModels(database, model);
            var application = new ActorApplication
            {
                Model = model,
                Projections = store => kafka is null ? readModels.Projections : [.. readModels.Projections, .. kafka.Publishers(model, store)],
                Routes = (routes, system) =>
                {
                    routes.MapSales(system, readModels.Sales);
                    routes.MapOrders(system, readModels.Orders);
                    routes.MapStock(system, readModels.Stock);
                    routes.MapReviews(system, readModels.Reviews);
                    routes.MapLiveOrders(system);
                },
                Palette = ShopPalette.Commands,
                Logging = Log,
                System = LimitsOf(options),
            };
            var settings = environment with
            {
                DataDirectory = options.Data,
                Postgres = options.Postgres,
                Port = options.Port,
                Address = options.Address,
                NodeName = options.Name,
                Cluster = options.Cluster,
            };
            var host = await ActorHost.Start(application, settings, cancellationToken);
            isStarted = true;
            return new ShopNode(host, database, loggers, readModels);
        }
        catch
        {
            await database.DisposeAsync();
            loggers.Dispose();
            throw;
        }
    }

    /// <summary>Stops everything, the last started first.</summary>
    public async ValueTask DisposeAsync()
    {
        await _host.DisposeAsync();
        await _database.DisposeAsync();
        _loggers.Dispose();
    }

    /// <summary>
    /// Standard output is for the summary; what needs a person goes to standard error. In a cluster that is also who joins and leaves,
    /// and which shards move.
    /// </summary>
    private static void LogTo(ILoggingBuilder logging, bool isInCluster, Func<bool> isStarted) => logging
        .AddSimpleConsole(console => console.SingleLine = true)
        .AddConsole(console => console.LogToStandardErrorThreshold = LogLevel.Trace)
        .AddFilter((category, level) => isStarted() && level >= (isInCluster && IsOfCluster(category) ? LogLevel.Information : LogLevel.Warning));

    private static bool IsOfCluster(string? category) => category is "Actors.Runtime" or "Actors.Cluster";

    private static ActorSystemOptions LimitsOf(RunOptions options) => new()
    {
        NodeName = options.Name,
        EntityCountMax = options.EntityCountMax,
        RecentRecordsPerShard = 500, // Read models that fall behind a fast file read on from the journal, instead of from 100 MB of memory.
    };

    private static ISqlReadModels OpenReadModels(RunOptions options, ILogger logger) => options.Postgres is { } postgres
        ? new PostgresReadModels(new PostgresOptions { ConnectionString = postgres }, logger)
        : new SqliteReadModels(Path.Combine(options.Data, "readmodels.db"), logger);
}
