using System.Text.Json.Nodes;
using System.Text.Json.Schema;
using Actors.Hosting.Http.ReadModels;
using Actors.Schema;

namespace Actors.Hosting.Http.OpenApi;

/// <summary>The operations of a path.</summary>
internal static class Operations
{
    public static JsonObject Get(string tag, string summary, JsonNode answer, params IReadOnlyList<JsonObject> parameters) =>
        new() { ["get"] = Operation(tag, summary, answer, parameters) };

    /// <summary>A path that answers with server-sent events.</summary>
    public static JsonObject Stream(string tag, string summary, params IReadOnlyList<JsonObject> parameters)
    {
        var operation = Operation(tag, summary, new JsonObject { ["type"] = "string" }, parameters);
        operation["responses"]!["200"] = Response("The stream.", "text/event-stream", new JsonObject { ["type"] = "string" });
        return new JsonObject { ["get"] = operation };
    }

    public static JsonObject Command(string tag, MessageDefinition command, JsonNode body, List<MessageDefinition> versions)
    {
        var parameters = new List<JsonObject>
        {
            IdParameter(),
            Header(CommandHeaders.IdempotencyKey, "Names the command: sent again with the same key it has no second effect and gets the first answer."),
            Header(CommandHeaders.CorrelationId, "Names the whole story that the command belongs to."),
            Header("traceparent", "The W3C trace context."),
        };
        if (versions.Count > 1)
        {
            var version = Parameter("version", "integer");
            version["schema"]!["enum"] = new JsonArray([.. versions.Select(v => (JsonNode)v.Name.Version)]);
            parameters.Add(version);
        }

        var operation = Operation(
            tag, $"Sends the command {command.Name.Name}.", SchemaLibrary.Reference(CommonSchemas.Outcome), parameters);
        operation["operationId"] = $"{tag}.{command.Name.Name}";
        operation["requestBody"] = Body(command.Codec.ContentType, body);
        operation["responses"]!["200"]!["headers"] = new JsonObject
        {
            [JournalOffsetHeader.Name] = new JsonObject
            {
                ["description"] = "Where the outcome stands: a query of a read model that brings it back shows what the command did.",
                ["schema"] = new JsonObject { ["type"] = "string" },
            },
        };
        return new JsonObject { ["post"] = operation };
    }

    public static JsonObject Query(string tag, MessageDefinition query, JsonNode body, JsonObject answer)
    {
        var post = Operation(tag, $"Asks the query {query.Name.Name}.", answer.DeepClone(), [IdParameter()]);
        post["requestBody"] = Body(query.Codec.ContentType, body);
        if (query.Codec is not IJsonMessageCodec codec)
        {
            return new JsonObject { ["post"] = post };
        }

        var parameters = codec.TypeInfo.Properties.Select(p => new JsonObject
        {
            ["name"] = p.Name,
            ["in"] = "query",
            ["required"] = p.IsRequired,
            ["schema"] = p.Options.GetJsonSchemaAsNode(p.PropertyType),
        });
        var get = Operation(tag, $"Asks the query {query.Name.Name}.", answer, [IdParameter(), .. parameters]);
        return new JsonObject { ["get"] = get, ["post"] = post };
    }

    public static JsonObject IdParameter() => new()
    {
        ["name"] = "id",
        ["in"] = "path",
        ["required"] = true,
        ["schema"] = new JsonObject { ["type"] = "string", ["minLength"] = 1, ["maxLength"] = EntityId.LengthMax },
    };

    public static JsonObject Parameter(string name, string type, string? format = null)
    {
        var schema = new JsonObject { ["type"] = type };
        if (format is not null)
        {
            schema["format"] = format;
        }

        return new JsonObject { ["name"] = name, ["in"] = "query", ["schema"] = schema };
    }

    public static JsonObject Operation(string tag, string summary, JsonNode answer, IReadOnlyList<JsonObject> parameters) => new()
    {
        ["tags"] = new JsonArray(tag),
        ["summary"] = summary,
        ["parameters"] = new JsonArray([.. parameters]),
        ["responses"] = new JsonObject
        {
            ["200"] = Response("Done.", "application/json", answer),
            ["default"] = Response("Not done; the problem says why.", "application/problem+json", SchemaLibrary.Reference(CommonSchemas.Problem)),
        },
    };

    public static JsonObject Response(string description, string mediaType, JsonNode schema) => new()
    {
        ["description"] = description,
        ["content"] = new JsonObject { [mediaType] = new JsonObject { ["schema"] = schema } },
    };

    public static JsonObject Header(string name, string description) => new()
    {
        ["name"] = name,
        ["in"] = "header",
        ["description"] = description,
        ["schema"] = new JsonObject { ["type"] = "string" },
    };

    public static JsonObject Body(string mediaType, JsonNode schema) => new()
    {
        ["required"] = true,
        ["content"] = new JsonObject { [mediaType] = new JsonObject { ["schema"] = schema } },
    };
}
