using System.Text.Json.Nodes;

namespace Actors.Hosting.Http.OpenApi;

/// <summary>The schemas that every model has. Names without a dot: those of entities' messages have one.</summary>
internal static class CommonSchemas
{
    public const string Outcome = "outcome";
    public const string Problem = "problem";
    public const string History = "history";
    private const string Record = "record";

    public static void AddTo(SchemaLibrary schemas)
    {
        var outcome = Object(("shard", "integer"), ("sequence", "integer"), ("version", "integer"));
        outcome["properties"]!["events"] = List(Object(("type", "string")));
        schemas.Add(Outcome, outcome);
        schemas.Add(Problem, Object(("type", "string"), ("title", "string"), ("status", "integer"), ("detail", "string"), ("code", "string")));
        schemas.Add(Record, Object(
            ("shard", "integer"),
            ("sequence", "integer"),
            ("entityType", "string"),
            ("entityId", "string"),
            ("version", "integer"),
            ("kind", "string"),
            ("type", "string"),
            ("time", "string"),
            ("origin", "object")));
        schemas.Add(History, ListOf("records", SchemaLibrary.Reference(Record)));
    }

    /// <summary>The answer that carries a state.</summary>
    public static JsonObject State(JsonNode state)
    {
        var schema = Object(("type", "string"), ("id", "string"), ("version", "integer"), ("sequence", "integer"));
        schema["properties"]!["state"] = state;
        return schema;
    }

    /// <summary>The answer to a query.</summary>
    public static JsonObject Answer(JsonNode answer)
    {
        var schema = Object(("version", "integer"), ("shard", "integer"), ("sequence", "integer"));
        schema["properties"]!["answer"] = answer;
        return schema;
    }

    /// <summary>The members of the cluster, and the shards.</summary>
    public static JsonObject Cluster()
    {
        var member = Object(("node", "string"), ("status", "string"), ("ownsShards", "boolean"), ("shards", "integer"), ("silentForMs", "integer"));
        member["properties"]!["address"] = Nullable("string");
        member["properties"]!["unreachable"] = List(new JsonObject { ["type"] = "string" });
        member["properties"]!["refusedShards"] = List(new JsonObject { ["type"] = "integer" });
        var shard = Object(("shard", "integer"), ("epoch", "integer"), ("head", "integer"));
        shard["properties"]!["owner"] = Nullable("string");
        var cluster = Object(("hasLease", "boolean"), ("members", "array"), ("shards", "array"));
        cluster["properties"]!["self"] = Nullable("string");
        cluster["properties"]!["members"] = List(member);
        cluster["properties"]!["shards"] = List(shard);
        return cluster;
    }

    /// <summary>An object with these members, all of them always there.</summary>
    public static JsonObject Object(params IReadOnlyList<(string Name, string Type)> members)
    {
        var properties = new JsonObject();
        foreach (var (name, type) in members)
        {
            properties[name] = new JsonObject { ["type"] = type };
        }

        return new JsonObject
        {
            ["type"] = "object",
            ["properties"] = properties,
            ["required"] = new JsonArray([.. members.Select(m => (JsonNode)m.Name)]),
        };
    }

    private static JsonObject Nullable(string type) => new() { ["type"] = new JsonArray(type, "null") };

    private static JsonObject List(JsonNode items) => new() { ["type"] = "array", ["items"] = items };

    private static JsonObject ListOf(string name, JsonNode items)
    {
        var schema = Object((name, "array"));
        schema["properties"]![name] = List(items);
        return schema;
    }
}
