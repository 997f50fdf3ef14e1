using System.Text.Json;
using System.Text.RegularExpressions;
using Actors.Schema;
using Microsoft.AspNetCore.Http;

namespace Actors.Hosting.Http.Problems;

/// <summary>Says where and why a body is not the message it should be, without the names of CLR types, which mean nothing to clients.</summary>
internal static partial class BodyFault
{
    private const string Unconverted = "The JSON value could not be converted";

    public static ProblemException From(FormatException exception, IMessageCodec? codec = null)
    {
        var json = exception.InnerException as JsonException;
        return new ProblemException(new Problem(
            StatusCodes.Status400BadRequest, "invalid-body", "Invalid body", Explain(exception.Message, json?.Path, codec))
        {
            Members = json is null ? null : w => WritePlace(w, json),
        });
    }

    private static void WritePlace(Utf8JsonWriter writer, JsonException json)
    {
        writer.WriteString("path", json.Path ?? "$");
        if (json.LineNumber is { } line)
        {
            // Counted from 1, as editors do.
            writer.WriteNumber("line", line + 1);
        }

        if (json.BytePositionInLine is { } position)
        {
            writer.WriteNumber("column", position + 1);
        }
    }

    private static string Explain(string message, string? path, IMessageCodec? codec)
    {
        if (message.StartsWith(Unconverted, StringComparison.Ordinal) && path is not null
            && codec is IJsonMessageCodec json && ExpectedValue.At(json.TypeInfo, path) is { } expected)
        {
            return path == "$" ? $"The body must be {expected}." : $"The value of {path} must be {expected}.";
        }

        // The place follows as members of its own.
        var place = message.IndexOf(" Path: ", StringComparison.Ordinal);
        return ClrName().Replace(place < 0 ? message : message[..place], "the message");
    }

    [GeneratedRegex(@"(the )?(type )?'?\b[A-Za-z_]\w*(\.[A-Za-z_]\w*)+([+`\[][\w.+`\[\], =]*)?'?", RegexOptions.CultureInvariant)]
    private static partial Regex ClrName();
}
