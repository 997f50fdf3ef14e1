using System.Text.Json.Nodes;
using System.Text.Json.Schema;
using System.Text.Json.Serialization.Metadata;
using Actors.Schema;

namespace Actors.Hosting.Http.OpenApi;

/// <summary>The schemas of a document, each under one name; knows how to point to them.</summary>
internal sealed class SchemaLibrary
{
    private static readonly JsonSchemaExporterOptions ExporterOptions = new() { TreatNullObliviousAsNonNullable = true };

    /// <summary>All schemas, by name.</summary>
    public JsonObject Schemas { get; } = [];

    public static JsonObject Reference(string name) => new() { ["$ref"] = $"#/components/schemas/{name}" };

    /// <summary>Adds a schema written by hand and points to it.</summary>
    public JsonObject Add(string name, JsonObject schema)
    {
        Schemas.TryAdd(name, schema);
        return Reference(name);
    }

    /// <summary>Adds the schema of a type and points to it.</summary>
    public JsonObject Add(string name, JsonTypeInfo type)
    {
        var schema = type.GetJsonSchemaAsNode(ExporterOptions);
        Relocate(schema, $"#/components/schemas/{name}");
        return Add(name, (JsonObject)schema);
    }

    /// <summary>Adds the schema of what a codec writes and points to it.</summary>
    public JsonObject Add(string name, IMessageCodec codec)
    {
        if (codec is not IJsonMessageCodec json)
        {
            return Add(name, new JsonObject { ["contentMediaType"] = codec.ContentType });
        }

        var schema = json.TypeInfo.GetJsonSchemaAsNode(ExporterOptions);
        Relocate(schema, $"#/components/schemas/{name}");
        return Add(name, schema as JsonObject ?? new JsonObject { ["anyOf"] = new JsonArray(schema) });
    }

    /// <summary>The exporter points within its own schema (recursive types); here that schema stands deeper.</summary>
    private static void Relocate(JsonNode? node, string root)
    {
        if (node is JsonArray array)
        {
            foreach (var item in array)
            {
                Relocate(item, root);
            }
        }
        else if (node is JsonObject found)
        {
            if (found["$ref"] is JsonValue pointer && pointer.TryGetValue(out string? target) && target.StartsWith('#'))
            {
                found["$ref"] = root + target[1..];
            }

            foreach (var (_, child) in found)
            {
                Relocate(child, root);
            }
        }
    }
}
