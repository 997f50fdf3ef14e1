using System.Globalization;
using Actors.Hosting.Http.Problems;
using Microsoft.AspNetCore.Http;

namespace Actors.Hosting.Http;

/// <summary>Reads query parameters; a wrong one ends the request and says what would be right.</summary>
internal static class RequestParameters
{
    public static string? Text(HttpRequest request, string name)
    {
        var values = request.Query[name];
        return values.Count <= 1 ? values.ToString() is { Length: > 0 } text ? text : null
            : throw Refusals.Parameter(name, values.ToString(), "may be given once");
    }

    public static long Number(HttpRequest request, string name, long fallback, long min, long max) =>
        OptionalNumber(request, name, min, max) ?? fallback;

    public static long? OptionalNumber(HttpRequest request, string name, long min, long max)
    {
        if (Text(request, name) is not { } text)
            return null;
        return long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var value) && value >= min && value <= max
            ? value
            : throw Refusals.Parameter(name, text, $"must be a whole number from {min} to {max}");
    }

    public static DateTimeOffset? OptionalTime(HttpRequest request, string name)
    {
        if (Text(request, name) is not { } text)
            return null;

        // A plus sign that was not escaped arrives as a blank.
        return DateTimeOffset.TryParseExact(
            text.Replace(' ', '+'),
            ["yyyy-MM-ddTHH:mm:ss.FFFFFFFK", "yyyy-MM-ddTHH:mmK", "yyyy-MM-dd"],
            CultureInfo.InvariantCulture,
            DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal,
            out var time)
            ? time
            : throw Refusals.Parameter(name, text, "must be a time in ISO 8601 such as 2026-01-31T12:00:00Z");
    }

    /// <summary>A parameter that may be repeated, or hold several values separated by commas.</summary>
    public static IReadOnlyList<string> List(HttpRequest request, string name) =>
        [.. request.Query[name].SelectMany(v => (v ?? "").Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))];
}
