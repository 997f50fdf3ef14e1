using Actors.Hosting.Http.Problems;
using Actors.Journal;
using Actors.Runtime;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Actors.Hosting.Http.ReadModels;

/// <summary>Maps addresses that answer from read models.</summary>
public static class ReadModelRoutes
{
    /// <summary>
    /// Maps one. It shares the limits of all requests, its faults become problem documents, it is described in <c>/openapi/v1.json</c>,
    /// and a query that brings the header <c>Actors-Offset</c> of a command's answer is answered only after the projections have come so
    /// far, or with 504.
    /// </summary>
    /// <param name="endpoints">The application's addresses.</param>
    /// <param name="system">The node whose projections are waited for.</param>
    /// <param name="route">The address.</param>
    public static IEndpointConventionBuilder MapReadModel(this IEndpointRouteBuilder endpoints, ActorSystem system, ReadModelRoute route)
    {
        var services = endpoints.ServiceProvider.GetRequiredService<HttpServices>();
        ReaderName[] projections = [.. route.Projections.Select(name => new ReaderName(name))];
        return endpoints.MapGet(route.Path, services.Gate.Limited(async context =>
        {
            await Wait(context, services.Options, system, projections);
            await route.Handle(new ReadModelRequest(context));
        })).WithMetadata(route);
    }

    private static async Task Wait(HttpContext context, HttpApiOptions options, ActorSystem system, ReaderName[] projections)
    {
        var wanted = JournalOffsetHeader.Read(context.Request, system.Store.Journal.ShardCount);
        if (wanted.Count == 0)
        {
            return;
        }

        var patience = JournalOffsetHeader.Patience(context.Request, options.AnswerTimeout);
        foreach (var projection in projections)
        {
            if (!await system.WaitForProjection(projection, wanted, patience, context.RequestAborted))
            {
                throw new ProblemException(ProblemMapping.ProjectionBehind(projection, wanted, patience));
            }
        }
    }
}
