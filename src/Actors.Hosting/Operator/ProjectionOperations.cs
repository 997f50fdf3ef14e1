using System.Text.Json;
using Actors.Hosting.Http;
using Actors.Hosting.Http.Problems;
using Actors.Operations;
using Actors.Runtime.Readers.Builds;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Actors.Hosting.Operator;

/// <summary>Looks at the versioned projections, and pauses, rebuilds and switches them for all nodes.</summary>
internal sealed class ProjectionOperations(OperatorApi api)
{
    private ProjectionDirectory Projections => api.System.Projections;

    /// <summary>All of them.</summary>
    public async Task List(HttpContext context)
    {
        var list = await Projections.List(context.RequestAborted);
        await JsonAnswer.Write(context, w => JsonSerializer.Serialize(w, list, OperationsJson.Default.IReadOnlyListProjectionInfo));
    }

    /// <summary>One of them, with what it has parked.</summary>
    public async Task Show(HttpContext context)
    {
        var info = await Projections.Status(NameOf(context), context.RequestAborted);
        await JsonAnswer.Write(context, w => JsonSerializer.Serialize(w, info!, OperationsJson.Default.ProjectionInfo));
    }

    /// <summary>Lets it stand still.</summary>
    public Task Pause(HttpContext context) => Change(context, "pause", (name, r, token) => Projections.Pause(name, r.IsDryRun, token));

    /// <summary>Lets it run on.</summary>
    public Task Resume(HttpContext context) => Change(context, "resume", (name, r, token) => Projections.Resume(name, r.IsDryRun, token));

    /// <summary>Begins a build beside the one that readers see.</summary>
    public Task Rebuild(HttpContext context) => Change(context, "rebuild", (name, r, token) => Projections.Rebuild(name, r.Version, r.IsDryRun, token));

    /// <summary>Lets readers see the build that has caught up.</summary>
    public Task Switch(HttpContext context) => Change(context, "switch", (name, r, token) => Projections.Switch(name, r.IsDryRun, token));

    /// <summary>Lets readers see the build before.</summary>
    public Task SwitchBack(HttpContext context) => Change(context, "switch-back", (name, r, token) => Projections.SwitchBack(name, r.IsDryRun, token));

    /// <summary>Gives up a build that readers do not see.</summary>
    public Task Drop(HttpContext context) => Change(context, "drop", (name, r, token) => Projections.Drop(name, r.Build, r.IsDryRun, token));

    /// <summary>Asks for parked records to be applied.</summary>
    public Task Unpark(HttpContext context) => Change(context, "unpark", (name, r, token) => Projections.Unpark(name, EntityOf(r), r.IsDryRun, token));

    private static EntityKey? EntityOf(ProjectionRequest request)
    {
        try
        {
            return request.Entity is { } text ? EntityKey.Parse(text) : null;
        }
        catch (FormatException exception)
        {
            throw Refusals.Parameters(exception.Message);
        }
    }

    private Task Change(HttpContext context, string command, Func<string, ProjectionRequest, CancellationToken, Task<ChangeResult>> change)
    {
        var name = NameOf(context);
        return api.Changes.Run(
            context,
            $"projection {command}",
            request => request switch
            {
                { Entity: { } entity } => $"{name} {entity}",
                { Build: { } build } => $"{name} build {build}",
                { Version: { } version } => $"{name} version {version}",
                _ => name,
            },
            OperationsJson.Default.ProjectionRequest,
            request => request.ToChange(),
            (request, token) => change(name, request, token));
    }

    private string NameOf(HttpContext context)
    {
        var name = (string)context.GetRouteValue("name")!;
        return Projections.Names.Contains(name) ? name : throw Refusals.UnknownProjection(name, Projections.Names);
    }
}
