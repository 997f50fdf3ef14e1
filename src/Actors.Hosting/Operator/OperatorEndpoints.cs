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
        var node = new NodeOperations(api);
        group.MapGet("/hierarchy", gate.Open(node.Hierarchy));
        group.MapGet("/readers", gate.Open(node.Readers));
        group.MapGet("/node/config", gate.Open(node.Settings));
        group.MapGet("/node/dump", gate.Open(node.Dump));
        group.MapGet("/log", gate.Open(node.Log));
        group.MapPost("/log/level", gate.Open(node.SetLogLevel));
        group.MapGet("/audit", gate.Open(node.Audit));
    }
}
