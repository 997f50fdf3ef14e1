using Actors.Hosting.Configuration;
using Actors.Hosting.Http.Events;
using Actors.Hosting.Http.OpenApi;
using Actors.Hosting.Http.Operators;
using Actors.Hosting.Http.Problems;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Actors.Hosting.Http;

/// <summary>Puts the HTTP interface into a web application.</summary>
public static class ActorHttpApiExtensions
{
    /// <summary>Maps all addresses of the HTTP interface.</summary>
    /// <exception cref="InvalidConfigurationException">The options are wrong; the message tells every fault.</exception>
    public static IEndpointConventionBuilder MapActors(this IEndpointRouteBuilder endpoints, ActorHttpApi api)
    {
        if (api.Options.Faults() is { Count: > 0 } faults)
        {
            throw new InvalidConfigurationException(faults);
        }

        var services = endpoints.ServiceProvider;
        var logger = services.GetRequiredService<ILoggerFactory>().CreateLogger("Actors.Hosting.Http");
        var lifetime = services.GetRequiredService<IHostApplicationLifetime>();
        var gate = new RequestGate(api.Options, logger);
        lifetime.ApplicationStopped.Register(gate.Dispose);
        var routes = new ModelRoutes(api.Model);
        var group = endpoints.MapGroup("");
        MapEntities(group, gate, api, routes);
        var events = new EventStreamEndpoint(api, routes, logger, lifetime.ApplicationStopping);
        group.MapGet("/events", gate.Streaming(events.Handle));
        group.MapGet("/entities/{type}/{id}/events", gate.Streaming(new EntityEventsEndpoint(api, routes, lifetime.ApplicationStopping).Handle));
        MapOperators(group, gate, api);
        group.MapGet("/openapi/v1.json", gate.Open(new OpenApiEndpoint(api.Model).Handle));
        if (api.Cluster is { } cluster)
        {
            group.MapGet("/cluster", gate.Limited(new ClusterEndpoint(cluster).Handle));
        }

        var health = new HealthEndpoints(api);
        group.MapGet("/health/live", gate.Open(HealthEndpoints.Live));
        group.MapGet("/health/ready", gate.Open(health.Ready));
        group.MapGet("/health/started", gate.Open(health.Started));
        return group;
    }

    /// <summary>
    /// Makes problem documents of what no address answers: an unknown path, a wrong method. Comes before <see cref="MapActors"/>.
    /// </summary>
    public static IApplicationBuilder UseActorProblems(this IApplicationBuilder application) => application.Use(async (context, next) =>
    {
        await next(context);
        if (context.Response is { HasStarted: false, StatusCode: >= 400, ContentType: null })
        {
            await JsonAnswer.Write(context, ProblemMapping.OfStatus(context.Response.StatusCode), TimeSpan.Zero);
        }
    });

    private static void MapOperators(IEndpointRouteBuilder group, RequestGate gate, ActorHttpApi api)
    {
        RequestDelegate Audited(string command, string? target, Func<HttpContext, Task> handler) =>
            gate.Limited(api.Changes?.Audited(command, target, handler) ?? handler);
        var letters = new DeadLetterEndpoints(api);
        group.MapGet("/dead-letters", gate.Limited(letters.List));
        group.MapGet("/dead-letters/{id}", gate.Limited(letters.Show));
        group.MapPut("/dead-letters/{id}", Audited("dlq edit", "id", letters.Edit));
        group.MapPost("/dead-letters/replay", Audited("dlq replay", null, letters.ReplayAll));
        group.MapPost("/dead-letters/{id}/replay", Audited("dlq replay", "id", letters.Replay));
        group.MapPost("/dead-letters/{id}/discard", Audited("dlq discard", "id", letters.Discard));
        var ingresses = new IngressEndpoints(api);
        group.MapGet("/ingresses", gate.Open(ingresses.List));
        group.MapPost("/ingresses/{name}/pause", Audited("ingress pause", "name", ingresses.Pause));
        group.MapPost("/ingresses/{name}/resume", Audited("ingress resume", "name", ingresses.Resume));
        group.MapPost("/ingresses/{name}/accept", Audited("ingress accept", "name", ingresses.Accept));
    }

    private static void MapEntities(IEndpointRouteBuilder group, RequestGate gate, ActorHttpApi api, ModelRoutes routes)
    {
        const string Entity = "/entities/{type}/{id}";
        var queries = new QueryEndpoint(api, routes);
        group.MapPost($"{Entity}/commands/{{command}}", gate.Limited(new CommandEndpoint(api, routes).Handle));
        group.MapGet(Entity, gate.Limited(new StateEndpoint(api, routes).Handle));
        group.MapGet($"{Entity}/queries/{{query}}", gate.Limited(queries.HandleParameters));
        group.MapPost($"{Entity}/queries/{{query}}", gate.Limited(queries.HandleBody));
        group.MapGet($"{Entity}/history", gate.Limited(new HistoryEndpoint(api, routes).Handle));
        group.MapGet($"{Entity}/at", gate.Limited(new PastStateEndpoint(api, routes).Handle));
    }
}
