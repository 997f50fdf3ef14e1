using System.Text.Json;
using Actors.Hosting.Http;
using Actors.Hosting.Http.Operators;
using Actors.Operations;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Actors.Hosting.Operator;

/// <summary>Lists, pauses and resumes the inputs and outputs of this node, and accepts what has become of its sources.</summary>
internal sealed class StreamOperations(OperatorApi api)
{
    public Task Ingresses(HttpContext context)
    {
        var list = new IngressList(api.System.Ingresses.List());
        return JsonAnswer.Write(context, w => JsonSerializer.Serialize(w, list, OperationsJson.Default.IngressList));
    }

    public Task PauseIngress(HttpContext context) => Ingress(context, "pause", (name, _) => Task.FromResult(api.System.Ingresses.Pause(name)));

    public Task ResumeIngress(HttpContext context) => Ingress(context, "resume", (name, _) => Task.FromResult(api.System.Ingresses.Resume(name)));

    public Task AcceptIngress(HttpContext context) => Ingress(context, "accept", (name, token) => api.System.Ingresses.Accept(name, null, token));

    public Task Egresses(HttpContext context) =>
        JsonAnswer.Write(context, w => JsonSerializer.Serialize(w, api.System.Egresses.List(), OperationsJson.Default.IReadOnlyListEgressInfo));

    public Task PauseEgress(HttpContext context) => Egress(context, "pause", name => api.System.Egresses.Pause(name));

    public Task ResumeEgress(HttpContext context) => Egress(context, "resume", name => api.System.Egresses.Resume(name));

    private Task Ingress(HttpContext context, string verb, Func<string, CancellationToken, Task<IngressChange?>> change)
    {
        var name = PathSegment.After(context, "ingresses", (string)context.GetRouteValue("name")!);
        return api.Changes.Run(context, $"ingress {verb}", name, async (request, token) =>
        {
            if (!api.System.Ingresses.Names.Contains(name))
            {
                return Unknown("ingress", name, api.System.Ingresses.Names);
            }

            if (request.IsDryRun)
            {
                var lanes = api.System.Ingresses.List().Count(i => i.Ingress == name);
                return new ChangeResult(false, $"{verb} of {name} would concern {lanes} lanes");
            }

            var changed = (await change(name, token))?.Lanes.Count ?? 0;
            return new ChangeResult(verb != "accept" || changed > 0, $"{verb} of {name}: {changed} lanes changed");
        });
    }

    private Task Egress(HttpContext context, string verb, Func<string, bool> change)
    {
        var name = PathSegment.After(context, "egresses", (string)context.GetRouteValue("name")!);
        return api.Changes.Run(context, $"egress {verb}", name, (request, _) =>
        {
            var all = api.System.Egresses.List();
            if (all.FirstOrDefault(e => e.Egress == name) is not { } egress)
            {
                return Task.FromResult(Unknown("egress", name, [.. all.Select(e => e.Egress)]));
            }

            if (request.IsDryRun)
            {
                return Task.FromResult(new ChangeResult(false, $"{verb} of {name} would concern {egress.Shards} shards"));
            }

            return Task.FromResult(change(name)
                ? new ChangeResult(true, $"{verb} of {name}: {egress.Shards} shards changed")
                : new ChangeResult(false, $"{name} is {(verb == "pause" ? "paused" : "running")} already"));
        });
    }

    /// <summary>No problem of the request: another node may have it.</summary>
    private ChangeResult Unknown(string kind, string name, IReadOnlyList<string> known) => new(
        false, $"{api.Options.NodeName} has no {kind} {name}{(known.Count == 0 ? string.Empty : $"; it has {string.Join(", ", known)}")}");
}
