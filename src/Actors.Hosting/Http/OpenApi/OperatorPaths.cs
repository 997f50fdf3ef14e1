using System.Text.Json.Nodes;
using Actors.Operations;

namespace Actors.Hosting.Http.OpenApi;

/// <summary>The paths for operators: dead letters and ingresses.</summary>
internal static class OperatorPaths
{
    private const string Letters = "dead letters";
    private const string Ingresses = "ingresses";
    private static readonly string[] Texts = ["status", "reason", "source", "ingress", "entity", "after"];

    public static void AddTo(JsonObject paths, SchemaLibrary schemas)
    {
        AddLetters(paths, schemas);
        AddIngresses(paths, schemas);
    }

    private static void AddLetters(JsonObject paths, SchemaLibrary schemas)
    {
        var json = OperationsJson.Default;
        var details = schemas.Add("deadLetter", json.DeadLetterDetails);
        paths["/dead-letters"] = Operations.Get(
            Letters,
            "Messages that could not be handled, page by page.",
            schemas.Add("deadLetters", json.DeadLetterPage),
            [
                .. Texts.Select(name => Operations.Parameter(name, "string")),
                Operations.Parameter("from", "string", "date-time"),
                Operations.Parameter("until", "string", "date-time"),
                Operations.Parameter("limit", "integer"),
            ]);
        var one = Operations.Get(Letters, "One dead letter, and what was done about it.", details.DeepClone(), Path("id"));
        one["put"] = WithBody(
            Operations.Operation(Letters, "Gives a waiting dead letter another payload, type or target for its replay.", details.DeepClone(), [Path("id")]),
            schemas.Add("deadLetterChange", json.DeadLetterChange));
        paths["/dead-letters/{id}"] = one;
        paths["/dead-letters/{id}/replay"] = Post(Operations.Operation(
            Letters, "Replays a dead letter.", schemas.Add("deadLetterReplay", json.DeadLetterReplay), [Path("id"), Operations.Parameter("note", "string")]));
        paths["/dead-letters/replay"] = Post(WithBody(
            Operations.Operation(Letters, "Replays the waiting dead letters that are meant.", schemas.Add("deadLetterReplays", json.DeadLetterReplays), []),
            schemas.Add("deadLetterSelection", json.DeadLetterSelection)));
        paths["/dead-letters/{id}/discard"] = Post(WithBody(
            Operations.Operation(Letters, "Gives a waiting dead letter up.", details, [Path("id")]),
            schemas.Add("deadLetterDiscard", json.DeadLetterDiscard)));
    }

    private static void AddIngresses(JsonObject paths, SchemaLibrary schemas)
    {
        var change = schemas.Add("ingressChange", OperationsJson.Default.IngressChange);
        paths["/ingresses"] = Operations.Get(
            Ingresses, "What each lane of this node's ingresses does.", schemas.Add("ingresses", OperationsJson.Default.IngressList));
        paths["/ingresses/{name}/pause"] = Post(Operations.Operation(Ingresses, "Pauses an ingress.", change.DeepClone(), [Path("name")]));
        paths["/ingresses/{name}/resume"] = Post(Operations.Operation(Ingresses, "Resumes an ingress.", change.DeepClone(), [Path("name")]));
        paths["/ingresses/{name}/accept"] = Post(Operations.Operation(
            Ingresses,
            "Accepts what has become of lanes that stand still because their source was created anew or cut short.",
            change,
            [Path("name"), Operations.Parameter("lane", "string")]));
    }

    private static JsonObject Post(JsonObject operation) => new() { ["post"] = operation };

    private static JsonObject WithBody(JsonObject operation, JsonObject schema)
    {
        operation["requestBody"] = Operations.Body("application/json", schema);
        return operation;
    }

    private static JsonObject Path(string name) => new()
    {
        ["name"] = name,
        ["in"] = "path",
        ["required"] = true,
        ["schema"] = new JsonObject { ["type"] = "string" },
    };
}
