using System.Text.Json;
using System.Text.Json.Serialization;

namespace Actors.Operations;

/// <summary>Writes a kind as words joined by hyphens, and reads nothing else.</summary>
internal sealed class KebabEnum<T>() : JsonStringEnumConverter<T>(JsonNamingPolicy.KebabCaseLower, allowIntegerValues: false)
    where T : struct, Enum;
