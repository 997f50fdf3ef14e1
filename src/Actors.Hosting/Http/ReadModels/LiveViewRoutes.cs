using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Actors.Hosting.Http.ReadModels;

/// <summary>Maps addresses that show live views.</summary>
public static class LiveViewRoutes
{
    /// <summary>
    /// Maps one. Events are <c>reset</c>, <c>row</c>, <c>gone</c>, <c>ready</c>, and <c>dropped</c> as the last one for a client that is too
    /// slow. A client that comes back with <c>Last-Event-ID</c> is told what it has missed, or all rows where that is too long ago.
    /// </summary>
    public static IEndpointConventionBuilder MapLiveView<TRow>(this IEndpointRouteBuilder endpoints, LiveViewRoute<TRow> route)
        where TRow : class
    {
        var services = endpoints.ServiceProvider.GetRequiredService<HttpServices>();
        var stopping = endpoints.ServiceProvider.GetRequiredService<IHostApplicationLifetime>().ApplicationStopping;
        return endpoints.MapGet(route.Path, services.Gate.Streaming(new LiveViewEndpoint<TRow>(route, services.Options, stopping).Handle))
            .WithMetadata(new LiveViewDescription(route.Path, route.Summary, route.Parameters));
    }
}
