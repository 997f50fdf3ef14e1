using System.Net;
using Actors.Hosting.Access;
using Actors.Hosting.Configuration;
using Actors.Hosting.Http;
using Actors.Hosting.Listening;
using Actors.Hosting.Logging;
using Actors.Hosting.Operator;
using Actors.Hosting.Operator.Nodes;
using Actors.Hosting.Telemetry;
using Actors.Operations;
using Actors.Runtime;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Actors.Hosting;

/// <summary>The web server of a node. It reads no settings but ours: an environment variable of the framework must not move the port.</summary>
internal static class WebNode
{
    private static readonly TimeSpan StopTimeout = TimeSpan.FromSeconds(10);

    public static WebApplication Build(ActorApplication application, ActorsOptions options, HttpListening listening)
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
            kestrel.Listen(IPAddress.Parse(options.Address), options.Port, listen =>
            {
                if (listening.Certificate is { } certificate)
                {
                    listen.UseHttps(https => (https.ServerCertificate, https.ServerCertificateChain) = (certificate, HttpCertificate.Chain(options.Http)));
                }
            });
        }).UseKestrelHttpsConfiguration();
        builder.WebHost.UseSockets(sockets => sockets.CreateBoundListenSocket = _ => listening.Socket);
        builder.Services.AddSingleton(services => new HttpServices(
            options.Http, new RequestGate(options.Http, services.GetRequiredService<ILoggerFactory>().CreateLogger("Actors.Hosting.Http"))));
        builder.Services.AddSingleton(_ => listening); // Through a function, so that it is disposed with the node.
        if (options.Telemetry.Metrics)
        {
            builder.Services.AddSingleton<MetricsEndpoint>();
        }

        var web = builder.Build();
        _ = web.Services.GetRequiredService<HttpListening>();
        _ = web.Services.GetService<MetricsEndpoint>(); // Counts from the start of the store on.
        return web;
    }

    public static async Task Start(
        WebApplication web, ActorApplication application, ActorsOptions options, ActorSystem system, CancellationToken cancellationToken)
    {
        var operating = OperatorOf(web, application, options, system);
        web.UseActorProblems();
        web.Use(next => NameNode(options.NodeName, next));
        web.Use(new AccessControl(options, TimeProvider.System, web.Services.GetRequiredService<ILoggerFactory>().CreateLogger("Actors.Hosting.Access")).Invoke);
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
            Changes = operating.Changes,
            Options = options.Http,
        });
        if (web.Services.GetService<MetricsEndpoint>() is { } metrics)
        {
            web.MapGet("/metrics", metrics.Handle);
        }

        MapOperator(web, operating);
        application.Routes(web, system);
        await web.StartAsync(cancellationToken);
        // With TLS the first client waits a little longer: a node need not trust the authority of its own certificate.
        if (options.Cluster is not null && web.Services.GetRequiredService<HttpListening>().Certificate is null)
        {
            await HttpRehearsal.Run(new Uri(web.Urls.First()), application.Model, cancellationToken);
        }
    }

    /// <summary>The framework tells of each request; an operator's log is about the node, and telling would cost each request.</summary>
    private static bool IsForOperators(string? category, LogLevel level) =>
        category?.StartsWith("Microsoft.", StringComparison.Ordinal) != true
        || (level >= LogLevel.Warning && category != "Microsoft.AspNetCore.Hosting.Diagnostics");

    private static OperatorApi OperatorOf(WebApplication web, ActorApplication application, ActorsOptions options, ActorSystem system)
    {
        var audit = new AuditFile(options.Operator.AuditFile ?? Path.Combine(options.DataDirectory, "audit.jsonl"));
        var caller = new NodeCaller(options.Http, options.Operator.NodeTimeout, TimeProvider.System);
        web.Lifetime.ApplicationStopped.Register(() =>
        {
            audit.Dispose();
            caller.Dispose();
        });
        var living = new LivingNodes(system, options.NodeName);
        return new OperatorApi
        {
            System = system,
            Options = options,
            Routes = new ModelRoutes(system.Model),
            Log = web.Services.GetRequiredService<RecentLog>(),
            Audit = audit,
            Changes = new OperatorChanges(options.NodeName, audit, options.Http.RequestBytesMax, TimeProvider.System),
            Nodes = new NodeRouting(living, caller, options.Operator.NodeTimeout, TimeProvider.System, options.Http.RequestBytesMax),
            Lease = application.TimesOf(options).Lease,
            Palette = application.Palette,
            Metrics = web.Services.GetService<MetricsEndpoint>() is { } metrics ? metrics.Handle : null,
        };
    }

    private static void MapOperator(WebApplication web, OperatorApi api)
    {
        var gate = new RequestGate(api.Options.Http, web.Services.GetRequiredService<ILoggerFactory>().CreateLogger("Actors.Hosting.Operator"));
        var audits = new JournalAudits(api);
        web.Lifetime.ApplicationStopped.Register(() =>
        {
            gate.Dispose();
            audits.Dispose();
        });
        OperatorEndpoints.Map(web, api, audits, gate);
    }

    /// <summary>Every answer of an operators' address says whose it is: another node that passes a question on must know whom it has reached.</summary>
    private static RequestDelegate NameNode(string node, RequestDelegate next) => context =>
    {
        if (context.Request.Path.StartsWithSegments(AccessControl.OperatorPath))
        {
            context.Response.OnStarting(() =>
            {
                context.Response.Headers[NodeAnswers.NodeHeader] = Uri.EscapeDataString(node);
                return Task.CompletedTask;
            });
        }

        return next(context);
    };
}
