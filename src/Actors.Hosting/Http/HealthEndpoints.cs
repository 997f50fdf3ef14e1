using System.Text.Json;
using Actors.Health;
using Actors.Hosting.Http.Problems;
using Microsoft.AspNetCore.Http;

namespace Actors.Hosting.Http;

/// <summary>Whether the process lives, and whether it should get work.</summary>
internal sealed class HealthEndpoints(ActorHttpApi api)
{
    private volatile bool _hasStarted;

    public static Task Live(HttpContext context) => Say(context, "live");

    /// <summary>As ready until the node was seen ready once; from then on 200: it is for whoever waits for the start.</summary>
    public Task Started(HttpContext context)
    {
        _hasStarted |= api.Readiness.Parts.All(p => p.IsReady);
        return _hasStarted ? Say(context, "started") : Ready(context);
    }

    public Task Ready(HttpContext context)
    {
        var parts = api.Readiness.Parts;
        var waiting = parts.Where(p => !p.IsReady).ToList();
        if (waiting.Count > 0)
        {
            var names = string.Join(", ", waiting.Select(p => $"{p.Name} since {p.Since.UtcDateTime:yyyy-MM-ddTHH:mm:ssZ}"));
            throw new ProblemException(new Problem(
                StatusCodes.Status503ServiceUnavailable, "not-ready", "Not ready", $"Not ready: {names}.")
            {
                IsTransient = true,
                Members = w => Write(w, parts),
            });
        }

        return JsonAnswer.Write(context, w =>
        {
            w.WriteStartObject();
            w.WriteString("status", parts.Any(p => p.IsDegraded) ? "degraded" : "ready");
            Write(w, parts);
            w.WriteEndObject();
        });
    }

    private static Task Say(HttpContext context, string status) => JsonAnswer.Write(context, w =>
    {
        w.WriteStartObject();
        w.WriteString("status", status);
        w.WriteEndObject();
    });

    private static void Write(Utf8JsonWriter writer, IReadOnlyList<ReadinessPart> parts)
    {
        writer.WriteStartArray("parts");
        foreach (var part in parts)
        {
            writer.WriteStartObject();
            writer.WriteString("name", part.Name);
            writer.WriteBoolean("isReady", part.IsReady);
            if (part.IsDegraded)
            {
                writer.WriteBoolean("isDegraded", true);
            }

            writer.WriteString("since", part.Since.UtcDateTime);
            if (!string.IsNullOrEmpty(part.Detail))
            {
                writer.WriteString("detail", part.Detail);
            }

            writer.WriteEndObject();
        }

        writer.WriteEndArray();
    }
}
