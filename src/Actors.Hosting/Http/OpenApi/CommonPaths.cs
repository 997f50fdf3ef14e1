using System.Text.Json.Nodes;

namespace Actors.Hosting.Http.OpenApi;

/// <summary>The paths that every model has.</summary>
internal static class CommonPaths
{
    public static void AddTo(JsonObject paths, SchemaLibrary schemas)
    {
        paths["/events"] = Operations.Stream(
            "journal",
            "Follows events as server-sent events; each id resumes exactly after its event.",
            Operations.Parameter("shard", "string"),
            Operations.Parameter("after", "string"),
            Operations.Parameter("type", "string"),
            Operations.Parameter("event", "string"),
            Operations.Parameter("kinds", "string"),
            Operations.Header("Last-Event-ID", "The id of the last event seen; wins over 'after'."));
        OperatorPaths.AddTo(paths, schemas);
        paths["/cluster"] = Operations.Get(
            "cluster", "The members of the cluster and the owners of the shards, as this node knows them.", schemas.Add("cluster", CommonSchemas.Cluster()));
        var health = schemas.Add("health", CommonSchemas.Object(("status", "string")));
        paths["/health/live"] = Operations.Get("health", "Whether the process lives.", health.DeepClone());
        paths["/health/ready"] = Operations.Get("health", "Whether the node should get work, and if not, which part is to blame.", health.DeepClone());
        paths["/health/started"] = Operations.Get("health", "Whether the node has been ready since its start.", health);
    }
}
