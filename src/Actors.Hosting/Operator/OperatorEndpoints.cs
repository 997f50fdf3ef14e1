using Actors.Hosting.Access;
using Actors.Hosting.Http;
using Actors.Hosting.Http.Problems;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Actors.Hosting.Operator;

/// <summary>Maps the operators' addresses.</summary>
internal static class OperatorEndpoints
{
    public static void Map(IEndpointRouteBuilder endpoints, OperatorApi api, JournalAudits audits, RequestGate gate)
    {
        var group = endpoints.MapGroup(AccessControl.OperatorPath);
        RequestDelegate Wide(Func<HttpContext, Task> handler) => gate.Open(api.Nodes.Wide(gate.Open(handler)).Invoke);
        MapJournal(group, api, audits, gate, Wide);
        MapDeadLetters(group, new DeadLetterOperations(api), Wide);
        MapStreams(group, new StreamOperations(api), Wide);
        MapCluster(group, new ClusterOperations(api), Wide);
        MapProjections(group, new ProjectionOperations(api), new NodeOperations(api), gate);
        MapNode(group, api, Wide);
    }

    private static void MapJournal(
        IEndpointRouteBuilder group, OperatorApi api, JournalAudits audits, RequestGate gate, Func<Func<HttpContext, Task>, RequestDelegate> wide)
    {
        var entities = new EntityOperations(api);
        group.MapPost("/entities/{type}/{id}/passivate", gate.Open(api.Nodes.AtOwner(
            context => EntityAddress.From(context, api.Routes).Key, gate.Open(entities.Passivate)).Invoke));
        group.MapPost("/entities/{type}/{id}/park", gate.Open(entities.Park));
        group.MapPost("/entities/{type}/{id}/unpark", gate.Open(entities.Unpark));
        group.MapGet("/entities", gate.Open(new EntitySearch(api).Find));
        var journal = new JournalOperations(api);
        group.MapGet("/journal", gate.Open(journal.Statistics));
        group.MapGet("/journal/records", gate.Open(journal.Records));
        group.MapGet("/journal/audit", wide(audits.Run));
        group.MapGet("/timers", gate.Open(journal.Timers));
    }

    private static void MapDeadLetters(IEndpointRouteBuilder group, DeadLetterOperations letters, Func<Func<HttpContext, Task>, RequestDelegate> wide)
    {
        group.MapPost("/dead-letters/replay", wide(letters.ReplayAll));
        group.MapPost("/dead-letters/discard", wide(letters.DiscardAll));
        group.MapPost("/dead-letters/{id}/edit", wide(letters.Edit));
        group.MapPost("/dead-letters/{id}/replay", wide(letters.Replay));
        group.MapPost("/dead-letters/{id}/discard", wide(letters.Discard));
    }

    private static void MapStreams(IEndpointRouteBuilder group, StreamOperations streams, Func<Func<HttpContext, Task>, RequestDelegate> wide)
    {
        group.MapGet("/ingresses", wide(streams.Ingresses));
        group.MapPost("/ingresses/{name}/pause", wide(streams.PauseIngress));
        group.MapPost("/ingresses/{name}/resume", wide(streams.ResumeIngress));
        group.MapPost("/ingresses/{name}/accept", wide(streams.AcceptIngress));
        group.MapGet("/egresses", wide(streams.Egresses));
        group.MapPost("/egresses/{name}/pause", wide(streams.PauseEgress));
        group.MapPost("/egresses/{name}/resume", wide(streams.ResumeEgress));
    }

    private static void MapCluster(IEndpointRouteBuilder group, ClusterOperations cluster, Func<Func<HttpContext, Task>, RequestDelegate> wide)
    {
        group.MapGet("/cluster", wide(cluster.Show));
        group.MapPost("/cluster/leave", wide(cluster.Leave));
        group.MapPost("/cluster/down", wide(cluster.Down));
        group.MapPost("/cluster/down-unreachable", wide(cluster.DownUnreachable));
    }

    private static void MapNode(IEndpointRouteBuilder group, OperatorApi api, Func<Func<HttpContext, Task>, RequestDelegate> wide)
    {
        var node = new NodeOperations(api);
        group.MapGet("/hierarchy", wide(node.Hierarchy));
        group.MapGet("/readers", wide(node.Readers));
        group.MapGet("/node/config", wide(node.Settings));
        group.MapGet("/node/dump", wide(node.Dump));
        group.MapGet("/node/metrics", wide(context => api.Metrics is { } metrics ? metrics(context) : throw Refusals.ReadOnly("Metrics")));
        group.MapGet("/log", wide(node.Log));
        group.MapPost("/log/level", wide(node.SetLogLevel));
        group.MapGet("/audit", wide(node.Audit));
        group.MapGet("/palette", wide(node.Palette));
    }

    /// <summary>The state of projections is in their database, so any node answers for all.</summary>
    private static void MapProjections(IEndpointRouteBuilder group, ProjectionOperations projections, NodeOperations node, RequestGate gate)
    {
        group.MapGet("/projections/audit", gate.Limited(node.AuditProjections));
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
