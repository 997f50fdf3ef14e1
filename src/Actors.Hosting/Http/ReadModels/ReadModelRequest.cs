using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Actors.Hosting.Http.Problems;
using Microsoft.AspNetCore.Http;

namespace Actors.Hosting.Http.ReadModels;

/// <summary>One request to a read model. A parameter that is wrong ends it with a problem document that says what would be right.</summary>
/// <param name="context">The request.</param>
public sealed class ReadModelRequest(HttpContext context)
{
    /// <summary>The request as the web server sees it.</summary>
    public HttpContext Context => context;

    /// <summary>Falls when the client goes.</summary>
    public CancellationToken Aborted => context.RequestAborted;

    /// <summary>A part of the path, unescaped.</summary>
    public string Path(string name) => (string?)context.Request.RouteValues[name] ?? throw new ArgumentException($"The path has no part '{name}'.", nameof(name));

    /// <summary>A text; <see langword="null"/> where it is left out or empty.</summary>
    public string? Text(string name) => RequestParameters.Text(context.Request, name);

    /// <summary>A whole number within a range.</summary>
    public long Number(string name, long fallback, long min, long max) => RequestParameters.Number(context.Request, name, fallback, min, max);

    /// <summary>A moment in ISO 8601, as UTC; <see langword="null"/> where it is left out.</summary>
    public DateTimeOffset? Time(string name) => RequestParameters.OptionalTime(context.Request, name);

    /// <summary>One of several words.</summary>
    public string Choice(string name, string fallback, params IReadOnlyList<string> choices) => Text(name) is not { } text ? fallback
        : choices.Contains(text, StringComparer.Ordinal) ? text
        : throw Refusals.Parameter(name, text, $"must be one of {string.Join(", ", choices)}");

    /// <summary>The place after which a page begins, as the page before it gave it in <c>next</c>: its parts; <see langword="null"/> on the first page.</summary>
    /// <param name="parts">How many parts it has.</param>
    public IReadOnlyList<string>? After(int parts) => Text("after") is not { } text ? null
        : PageToken.Read(text) is { } token && token.Count == parts ? token
        : throw Refusals.Parameter("after", text, "must be the 'next' of an earlier page of the same list");

    /// <summary>A part of the place after which a page begins that is a number.</summary>
    public long NumberOf(string part) => long.TryParse(part, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number)
        ? number
        : throw Refusals.Parameter("after", Text("after"), "must be the 'next' of an earlier page of the same list");

    /// <summary>A time span of which the end must not come before the start.</summary>
    public (DateTimeOffset? From, DateTimeOffset? To) Span()
    {
        var (from, to) = (Time("from"), Time("to"));
        return from > to ? throw Refusals.Parameter("to", Text("to"), "must not come before 'from'") : (from, to);
    }

    /// <summary>Answers with JSON.</summary>
    public Task Answer<T>(T answer, JsonTypeInfo<T> form) => JsonAnswer.Write(context, w => JsonSerializer.Serialize(w, answer, form));

    /// <summary>Says that what the path names does not exist.</summary>
    public static Exception NotFound(string detail) => new ProblemException(ProblemMapping.OfStatus(StatusCodes.Status404NotFound, detail));
}
