using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace Actors.Hosting.Http.Operators;

/// <summary>Reads a name out of a path that may have escaped slashes in it.</summary>
internal static class PathSegment
{
    /// <summary>The segment after another one.</summary>
    /// <param name="context">The request.</param>
    /// <param name="before">The segment before it.</param>
    /// <param name="routed">The segment as the router gives it.</param>
    public static string After(HttpContext context, string before, string routed)
    {
        // Servers leave %2F as it is, so that an escaped slash does not split the path; only the raw target tells it from an
        // escaped percent sign.
        if (!routed.Contains("%2F", StringComparison.OrdinalIgnoreCase)
            || context.Features.Get<IHttpRequestFeature>()?.RawTarget is not { } target)
        {
            return routed;
        }

        var segments = target.Split('?', 2)[0].Split('/');
        var found = Array.IndexOf(segments, before);
        return found >= 0 && found + 1 < segments.Length ? Uri.UnescapeDataString(segments[found + 1]) : routed;
    }
}
