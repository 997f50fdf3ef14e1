using System.Text.Json;
using Actors.Hosting.Http.Problems;
using Actors.Operations;
using Actors.Runtime.Streams.Control;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Actors.Hosting.Http.Operators;

/// <summary>Lists, pauses and resumes the ingresses of this node, and accepts what has become of their sources.</summary>
internal sealed class IngressEndpoints(ActorHttpApi api)
{
    public Task List(HttpContext context)
    {
        var list = new IngressList(Ingresses.List());
        return JsonAnswer.Write(context, writer => JsonSerializer.Serialize(writer, list, OperationsJson.Default.IngressList));
    }

    public Task Pause(HttpContext context) => Write(context, Ingresses.Pause(NameOf(context)));

    public Task Resume(HttpContext context) => Write(context, Ingresses.Resume(NameOf(context)));

    public async Task Accept(HttpContext context)
    {
        var lane = RequestParameters.Text(context.Request, "lane");
        if (lane is not null && !Lane.IsValid(lane))
        {
            throw Refusals.Parameter("lane", lane, "must be the name of a lane");
        }

        Lane? asked = lane is null ? null : new Lane(lane);
        await Write(context, await Ingresses.Accept(NameOf(context), asked, context.RequestAborted));
    }

    private IngressDirectory Ingresses => api.Ingresses ?? throw Refusals.ReadOnly("Ingresses");

    private static string NameOf(HttpContext context) => PathSegment.After(context, "ingresses", (string)context.GetRouteValue("name")!);

    private Task Write(HttpContext context, IngressChange? change)
    {
        var done = change ?? throw Refusals.UnknownIngress(NameOf(context), Ingresses.Names);
        return JsonAnswer.Write(context, writer => JsonSerializer.Serialize(writer, done, OperationsJson.Default.IngressChange));
    }
}
