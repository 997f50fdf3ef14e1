using System.Text.Json;
using System.Text.Json.Serialization;

namespace Actors.Schema;

/// <summary>JSON of the core's own messages.</summary>
[JsonSourceGenerationOptions(JsonSerializerDefaults.Web)]
[JsonSerializable(typeof(Rejection))]
internal sealed partial class CoreJson : JsonSerializerContext;
