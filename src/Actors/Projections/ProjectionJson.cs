using System.Text.Json;
using System.Text.Json.Serialization;

namespace Actors.Projections;

/// <summary>The stored form of a projection's state. Members may be added to it; what is there keeps its name.</summary>
[JsonSourceGenerationOptions(
    JsonSerializerDefaults.Web, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull, UseStringEnumConverter = true, IgnoreReadOnlyProperties = true)]
[JsonSerializable(typeof(ProjectionState))]
[JsonSerializable(typeof(ProjectionComparison))]
public sealed partial class ProjectionJson : JsonSerializerContext;
