using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Actors.Hosting.Http.Problems;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Primitives;

namespace Actors.Hosting.Http;

/// <summary>Turns query parameters into the JSON of a query, so that the query's codec is the only judge of its form.</summary>
internal static class QueryParameters
{
    public static ReadOnlySpan<byte> ToJson(IQueryCollection parameters, JsonTypeInfo type) => JsonAnswer.Build(writer =>
    {
        writer.WriteStartObject();
        foreach (var (name, values) in parameters)
        {
            var property = type.Properties.FirstOrDefault(p => string.Equals(p.Name, name, StringComparison.OrdinalIgnoreCase))
                ?? throw Refusals.Parameters(
                    $"There is no parameter '{name}'. There are: {string.Join(", ", type.Properties.Select(p => p.Name))}.");
            writer.WritePropertyName(property.Name);
            Write(writer, property, values);
        }

        writer.WriteEndObject();
    }).WrittenSpan;

    private static void Write(Utf8JsonWriter writer, JsonPropertyInfo property, StringValues values)
    {
        if (ElementOf(property.PropertyType) is { } element)
        {
            writer.WriteStartArray();
            foreach (var value in values)
            {
                WriteValue(writer, property.Name, element, value ?? "");
            }

            writer.WriteEndArray();
            return;
        }

        if (values.Count > 1)
        {
            throw Refusals.Parameter(property.Name, values.ToString(), "may be given once");
        }

        WriteValue(writer, property.Name, property.PropertyType, values.ToString());
    }

    private static void WriteValue(Utf8JsonWriter writer, string name, Type type, string value)
    {
        type = Nullable.GetUnderlyingType(type) ?? type;
        if (type == typeof(bool))
        {
            writer.WriteBooleanValue(bool.TryParse(value, out var flag) ? flag : throw Refusals.Parameter(name, value, "must be true or false"));
        }
        else if (IsNumber(type) && !type.IsEnum)
        {
            WriteNumber(writer, name, value);
        }
        else if (type.IsEnum && long.TryParse(value, System.Globalization.CultureInfo.InvariantCulture, out var number))
        {
            writer.WriteNumberValue(number);
        }
        else
        {
            writer.WriteStringValue(value);
        }
    }

    private static void WriteNumber(Utf8JsonWriter writer, string name, string value)
    {
        try
        {
            using var parsed = JsonDocument.Parse(value);
            if (parsed.RootElement.ValueKind == JsonValueKind.Number)
            {
                parsed.RootElement.WriteTo(writer);
                return;
            }
        }
        catch (JsonException)
        {
            // Told below, like every other value that is not a number.
        }

        throw Refusals.Parameter(name, value, "must be a number");
    }

    private static bool IsNumber(Type type) => Type.GetTypeCode(type) is >= TypeCode.SByte and <= TypeCode.Decimal;

    private static Type? ElementOf(Type type) =>
        type.IsArray ? type.GetElementType()
        : type is { IsGenericType: true } && type != typeof(string) && type.IsAssignableTo(typeof(System.Collections.IEnumerable))
            ? type.GetGenericArguments()[0]
            : null;
}
