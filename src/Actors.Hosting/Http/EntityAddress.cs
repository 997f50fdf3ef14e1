using Actors.Hosting.Http.Problems;
using Actors.Schema;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Routing;

namespace Actors.Hosting.Http;

/// <summary>The entity that a request's path names.</summary>
/// <param name="Definition">Its kind.</param>
/// <param name="Key">Its address.</param>
internal sealed record EntityAddress(EntityDefinition Definition, EntityKey Key)
{
    public static EntityAddress From(HttpContext context, ModelRoutes routes)
    {
        var definition = routes.Entity((string)context.GetRouteValue("type")!);
        var id = Id(context, (string)context.GetRouteValue("id")!);
        return EntityId.IsValid(id)
            ? new EntityAddress(definition, new EntityKey(definition.Type, new EntityId(id)))
            : throw Refusals.EntityId();
    }

    private static string Id(HttpContext context, string routed)
    {
        // Servers leave %2F as it is, so that an escaped slash does not split the path; only the raw target tells it from an
        // escaped percent sign.
        if (!routed.Contains("%2F", StringComparison.OrdinalIgnoreCase)
            || context.Features.Get<IHttpRequestFeature>()?.RawTarget is not { } target)
        {
            return routed;
        }

        var segments = target.Split('?', 2)[0].Split('/');
        var entities = Array.IndexOf(segments, "entities");
        return entities >= 0 && entities + 2 < segments.Length ? Uri.UnescapeDataString(segments[entities + 2]) : routed;
    }
}
