using Actors.Hosting.Access;
using Actors.Hosting.Http;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;

namespace Actors.Hosting.Operator;

/// <summary>Maps the operators' addresses.</summary>
internal static class OperatorEndpoints
{
    public static void Map(IEndpointRouteBuilder endpoints, OperatorApi api, RequestGate gate)
    {
        var group = endpoints.MapGroup(AccessControl.OperatorPath);
        var entities = new EntityOperations(api);
        group.MapPost("/entities/{type}/{id}/passivate", gate.Open(entities.Passivate));
        group.MapPost("/entities/{type}/{id}/unpark", gate.Open(entities.Unpark));
        var journal = new JournalOperations(api);
        group.MapGet("/journal", gate.Open(journal.Statistics));
        group.MapGet("/journal/records", gate.Open(journal.Records));
        group.MapGet("/timers", gate.Open(journal.Timers));
        MapProjections(group, new ProjectionOperations(api), gate);
        var node = new NodeOperations(api);
        group.MapGet("/hierarchy", gate.Open(node.Hierarchy));
        group.MapGet("/readers", gate.Open(node.Readers));
        group.MapGet("/projections/audit", gate.Limited(node.AuditProjections));
        group.MapGet("/node/config", gate.Open(node.Settings));
        group.MapGet("/node/dump", gate.Open(node.Dump));
        group.MapGet("/log", gate.Open(node.Log));
        group.MapPost("/log/level", gate.Open(node.SetLogLevel));
        group.MapGet("/audit", gate.Open(node.Audit));
    }

    private static void MapProjections(IEndpointRouteBuilder group, ProjectionOperations projections, RequestGate gate)
    {
        group.MapGet("/projections", gate.Open(projections.List));
        group.MapGet("/projections/{name}", gate.Open(projections.Show));
        group.MapPost("/projections/{name}/pause", gate.Open(projections.Pause));
        group.MapPost("/projections/{name}/resume", gate.Open(projections.Resume));
        group.MapPost("/projections/{name}/rebuild", gate.Open(projections.Rebuild));
        group.MapPost("/projections/{name}/switch", gate.Open(projections.Switch));
        group.MapPost("/projections/{name}/switch-back", gate.Open(projections.SwitchBack));
        group.MapPost("/projections/{name}/drop", gate.Open(projections.Drop));
        group.MapPost("/projections/{name}/unpark", gate.Open(projections.Unpark));
    }
}
