using System.Text.Json.Nodes;
using Actors.Hosting.Http.ReadModels;
using Actors.Schema;

namespace Actors.Hosting.Http.OpenApi;

/// <summary>The OpenAPI 3.1 document of a model: every command and query has a path with its own schema.</summary>
internal sealed class OpenApiDocument(ActorModel model, IReadOnlyList<ReadModelRoute> readModels, IReadOnlyList<LiveViewDescription> liveViews)
{
    private readonly SchemaLibrary _schemas = new();
    private readonly JsonObject _paths = [];

    public JsonObject Build()
    {
        CommonSchemas.AddTo(_schemas);
        foreach (var entity in model.Entities.OrderBy(e => e.Type.Name, StringComparer.Ordinal))
        {
            AddEntity(entity);
        }

        CommonPaths.AddTo(_paths, _schemas);
        ReadModelPaths.AddTo(_paths, _schemas, readModels);
        ReadModelPaths.AddTo(_paths, liveViews);
        return new JsonObject
        {
            ["openapi"] = "3.1.0",
            ["info"] = new JsonObject { ["title"] = "Actors", ["version"] = "1" },
            ["paths"] = _paths,
            ["components"] = new JsonObject { ["schemas"] = _schemas.Schemas },
        };
    }

    private void AddEntity(EntityDefinition entity)
    {
        var type = entity.Type.Name;
        var path = $"/entities/{type}/{{id}}";
        var state = _schemas.Add($"{type}.state", entity.StateCodec);
        _paths[path] = Operations.Get(
            type, $"The durable state of one {type}.", CommonSchemas.State(state.DeepClone()), Operations.IdParameter());
        _paths[$"{path}/history"] = Operations.Get(
            type,
            $"All records of one {type}, rejections included.",
            SchemaLibrary.Reference(CommonSchemas.History),
            [Operations.IdParameter(), Operations.Parameter("after", "integer"), Operations.Parameter("limit", "integer")]);
        _paths[$"{path}/at"] = Operations.Get(
            type,
            $"One {type} as it was at a version or at a time.",
            CommonSchemas.State(state),
            [Operations.IdParameter(), Operations.Parameter("version", "integer"), Operations.Parameter("time", "string", "date-time")]);
        _paths[$"{path}/events"] = Operations.Stream(
            type,
            $"Follows the events of one {type} from its first one on, as server-sent events.",
            Operations.IdParameter(),
            Operations.Parameter("kinds", "string"),
            Operations.Header("Last-Event-ID", "The id of the last event seen: goes on after it."));
        foreach (var versions in entity.Messages.Messages.GroupBy(m => (m.Role, m.Name.Name)))
        {
            AddMessage(entity, path, versions.Key.Role, [.. versions.OrderByDescending(m => m.Name.Version)]);
        }
    }

    private void AddMessage(EntityDefinition entity, string path, MessageRole role, List<MessageDefinition> versions)
    {
        var newest = versions[0];
        var schemas = versions.ConvertAll(m => _schemas.Add($"{entity.Type}.{m.Name.Name}.{m.Name.Version}", m.Codec));
        var body = schemas.Count == 1 ? schemas[0] : new JsonObject { ["anyOf"] = new JsonArray([.. schemas]) };
        if (role == MessageRole.Command)
        {
            _paths[$"{path}/commands/{newest.Name.Name}"] = Operations.Command(entity.Type.Name, newest, body, versions);
        }
        else if (role == MessageRole.Query)
        {
            var answer = _schemas.Add($"{entity.Type}.{newest.Name.Name}.answer", entity.AnswerCodec(newest.ClrType));
            _paths[$"{path}/queries/{newest.Name.Name}"] = Operations.Query(entity.Type.Name, newest, body, CommonSchemas.Answer(answer));
        }
    }
}
