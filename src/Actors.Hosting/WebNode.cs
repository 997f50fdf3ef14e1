using System.Globalization;
using System.Net;
using Actors.Hosting.Access;
using Actors.Hosting.Configuration;
using Actors.Hosting.Http;
using Actors.Hosting.Logging;
using Actors.Hosting.Operator;
using Actors.Hosting.Telemetry;
using Actors.Runtime;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Actors.Hosting;

/// <summary>The web server of a node. It reads no settings but ours: an environment variable of the framework must not move the port.</summary>
internal static class WebNode
{
    private static readonly TimeSpan StopTimeout = TimeSpan.FromSeconds(10);

    public static WebApplication Build(ActorApplication application, ActorsOptions options)
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        application.Logging(builder.Logging);
        options.Log.AddTo(builder.Logging);
        var recent = new RecentLog(options.Operator.LogLinesMax, TimeProvider.System);
        builder.Services.AddSingleton(recent);
        builder.Logging.AddProvider(recent).AddFilter<RecentLog>(IsForOperators);

        // A start that fails is told by its exception; the framework would print the stack as well.
        builder.Logging.AddFilter("Microsoft.Extensions.Hosting.Internal.Host", LogLevel.None);
        builder.Services.AddRoutingCore();
        builder.Services.Configure<HostOptions>(host => host.ShutdownTimeout = StopTimeout);
        builder.Services.Configure<ConsoleLifetimeOptions>(console => console.SuppressStatusMessages = true);
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestBodySize = options.Http.RequestBytesMax;
            kestrel.Listen(IPAddress.Parse(options.Address), options.Port);
        });
        builder.Services.AddSingleton(services => new HttpServices(
            options.Http, new RequestGate(options.Http, services.GetRequiredService<ILoggerFactory>().CreateLogger("Actors.Hosting.Http"))));
        if (options.Telemetry.Metrics)
        {
            builder.Services.AddSingleton<MetricsEndpoint>();
        }

        var web = builder.Build();
        _ = web.Services.GetService<MetricsEndpoint>(); // Counts from the start of the store on.
        return web;
    }

    public static async Task Start(
        WebApplication web, ActorApplication application, ActorsOptions options, ActorSystem system, CancellationToken cancellationToken)
    {
        web.UseActorProblems();
        web.Use(new AccessControl(options).Invoke);
        web.MapActors(new ActorHttpApi
        {
            Model = application.Model,
            Region = system.Region,
            Journal = system.Store.Journal,
            Tail = system.Tail,
            DeadLetters = system.Store.DeadLetters,
            Letters = system.DeadLetters,
            Ingresses = system.Ingresses,
            Readiness = system.Health,
            Cluster = () => system.Cluster,
            Options = options.Http,
        });
        if (web.Services.GetService<MetricsEndpoint>() is { } metrics)
        {
            web.MapGet("/metrics", metrics.Handle);
        }

        MapOperator(web, options, system);
        application.Routes(web, system);
        try
        {
            await web.StartAsync(cancellationToken);
        }
        catch (IOException exception) when (exception.InnerException is AddressInUseException)
        {
            var port = options.Port.ToString(CultureInfo.InvariantCulture);
            throw new InvalidConfigurationException(
                [new ConfigurationFault($"{ActorsOptions.SectionName}:{nameof(options.Port)}", port, "is taken by another process; choose another, or 0 for any")]);
        }

        if (options.Cluster is not null)
        {
            await HttpRehearsal.Run(new Uri(web.Urls.First()), application.Model, cancellationToken);
        }
    }

    /// <summary>The framework tells of each request; an operator's log is about the node, and telling would cost each request.</summary>
    private static bool IsForOperators(string? category, LogLevel level) =>
        category?.StartsWith("Microsoft.", StringComparison.Ordinal) != true
        || (level >= LogLevel.Warning && category != "Microsoft.AspNetCore.Hosting.Diagnostics");

    private static void MapOperator(WebApplication web, ActorsOptions options, ActorSystem system)
    {
        var audit = new AuditFile(options.Operator.AuditFile ?? Path.Combine(options.DataDirectory, "audit.jsonl"));
        var gate = new RequestGate(options.Http, web.Services.GetRequiredService<ILoggerFactory>().CreateLogger("Actors.Hosting.Operator"));
        web.Lifetime.ApplicationStopped.Register(() =>
        {
            gate.Dispose();
            audit.Dispose();
        });
        var api = new OperatorApi
        {
            System = system,
            Options = options,
            Routes = new ModelRoutes(system.Model),
            Log = web.Services.GetRequiredService<RecentLog>(),
            Audit = audit,
            Changes = new OperatorChanges(options.NodeName, audit, TimeProvider.System),
        };
        OperatorEndpoints.Map(web, api, gate);
    }
}
