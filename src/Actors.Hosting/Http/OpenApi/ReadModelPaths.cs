using System.Text.Json.Nodes;
using Actors.Hosting.Http.ReadModels;

namespace Actors.Hosting.Http.OpenApi;

/// <summary>The paths that an application adds for its read models.</summary>
internal static class ReadModelPaths
{
    public static void AddTo(JsonObject paths, SchemaLibrary schemas, IEnumerable<ReadModelRoute> routes)
    {
        foreach (var route in routes.OrderBy(r => r.Path, StringComparer.Ordinal))
        {
            var name = $"readModel.{route.Path.Trim('/').Replace('/', '.').Replace("{", "", StringComparison.Ordinal).Replace("}", "", StringComparison.Ordinal)}";
            paths[route.Path] = Operations.Get(
                route.Tag, route.Summary, schemas.Add(name, route.Answer), [.. route.Parameters.Select(p => Parameter(route.Path, p)), .. Headers(route)]);
        }
    }

    public static void AddTo(JsonObject paths, IEnumerable<LiveViewDescription> views)
    {
        foreach (var view in views)
        {
            paths[view.Path] = Operations.Stream(
                "live views",
                view.Summary,
                [
                    .. view.Parameters.Select(p => Parameter(view.Path, p)),
                    Operations.Header("Last-Event-ID", "The id of the last event seen: goes on after it, or begins anew where that is too long ago."),
                ]);
        }
    }

    private static IEnumerable<JsonObject> Headers(ReadModelRoute route) => route.Projections.Count == 0
        ? []
        :
        [
            Operations.Header(JournalOffsetHeader.Name, "The same header of a command's answer, or several with commas: the answer then shows what the command did, or is 504."),
            Operations.Header(JournalOffsetHeader.Prefer, "wait=SECONDS: how long to wait for that, at most as long as the node would."),
        ];

    private static JsonObject Parameter(string path, ReadModelParameter parameter)
    {
        var isInPath = path.Contains($"{{{parameter.Name}}}", StringComparison.Ordinal);
        var result = Operations.Parameter(parameter.Name, parameter.Type, parameter.Format);
        result["description"] = parameter.Description;
        if (isInPath)
        {
            result["in"] = "path";
            result["required"] = true;
        }

        return result;
    }
}
