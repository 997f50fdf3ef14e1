using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace Actors.Hosting.Http.Problems;

/// <summary>
/// Says what a place in a message should hold. The serializer often names the whole message there, because it was building it when
/// the value failed; the message's description knows better.
/// </summary>
internal static class ExpectedValue
{
    /// <summary>What stands at a path such as <c>$.lines[2].quantity</c>, in words; <see langword="null"/> when it leads nowhere.</summary>
    public static string? At(JsonTypeInfo root, string path)
    {
        var type = root;
        foreach (var segment in path.TrimStart('$').Split('.', StringSplitOptions.RemoveEmptyEntries))
        {
            var bracket = segment.IndexOf('[', StringComparison.Ordinal);
            var name = bracket < 0 ? segment : segment[..bracket];
            var member = name.Length == 0
                ? type.Type
                : type.Properties.FirstOrDefault(p => string.Equals(p.Name, name, StringComparison.Ordinal))?.PropertyType;
            if (member is null)
                return null;
            type = Find(root.Options, member);
            if (bracket >= 0 && type?.ElementType is { } element)
                type = Find(root.Options, element);
            if (type is null)
                return Describe(member);
        }

        return Describe(type.Type, type.Kind);
    }

    public static string Describe(Type type, JsonTypeInfoKind kind = JsonTypeInfoKind.None)
    {
        type = Nullable.GetUnderlyingType(type) ?? type;
        return kind switch
        {
            JsonTypeInfoKind.Enumerable => "a list",
            JsonTypeInfoKind.Object or JsonTypeInfoKind.Dictionary => "an object",
            _ when type.IsEnum => $"one of {string.Join(", ", Enum.GetNames(type))}",
            _ => DescribeValue(type.Name),
        };
    }

    public static string DescribeValue(string type) => type switch
    {
        "String" => "a text",
        "Boolean" => "true or false",
        "Int16" or "Int32" or "Int64" or "Byte" or "UInt16" or "UInt32" or "UInt64" or "SByte" => "a whole number in range",
        "Decimal" or "Double" or "Single" => "a number",
        "DateTime" or "DateTimeOffset" => "a time in ISO 8601",
        "DateOnly" => "a date in ISO 8601",
        "Guid" => "a UUID",
        _ => "a value of the expected form",
    };

    private static JsonTypeInfo? Find(JsonSerializerOptions options, Type type) =>
        options.TryGetTypeInfo(type, out var found) ? found : null;
}
