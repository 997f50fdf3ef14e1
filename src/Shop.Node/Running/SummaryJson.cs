using System.Text.Json;
using System.Text.Json.Serialization;

namespace Shop.Node.Running;

/// <summary>The JSON form of a summary.</summary>
[JsonSourceGenerationOptions(
    JsonSerializerDefaults.Web, WriteIndented = true, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(Summary))]
internal sealed partial class SummaryJson : JsonSerializerContext;
