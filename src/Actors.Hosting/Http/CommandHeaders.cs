using System.Text.RegularExpressions;
using Actors.Hosting.Http.Problems;
using Microsoft.AspNetCore.Http;

namespace Actors.Hosting.Http;

/// <summary>What a command's headers say about it: its id, and where it comes from.</summary>
internal static partial class CommandHeaders
{
    public const string IdempotencyKey = "Idempotency-Key";
    public const string CorrelationId = "X-Correlation-Id";

    public static AskOptions Read(HttpContext context, TimeSpan timeout) =>
        new() { Id = ReadId(context.Request), Origin = ReadOrigin(context), Timeout = timeout };

    private static CommandId? ReadId(HttpRequest request)
    {
        if (Single(request, IdempotencyKey) is not { } text)
            return null;

        // The IETF draft quotes the key, as a structured field; most clients do not. Both mean the same key.
        var key = text.Length >= 2 && text[0] == '"' && text[^1] == '"' ? text[1..^1] : text;
        return CommandId.IsValid(key)
            ? new CommandId(key)
            : throw Refusals.Header(IdempotencyKey, $"must have 1 to {CommandId.LengthMax} characters and no control characters");
    }

    private static Origin ReadOrigin(HttpContext context)
    {
        var correlation = Single(context.Request, CorrelationId);
        if (correlation is not null && !CommandId.IsValid(correlation))
        {
            throw Refusals.Header(CorrelationId, $"must have 1 to {CommandId.LengthMax} characters and no control characters");
        }

        // The trace context's specification: one that is not valid is ignored, and the request goes on.
        var trace = context.Request.Headers.TraceParent.ToString();
        return new Origin(
            CorrelationId: correlation,
            Principal: context.User.Identity is { IsAuthenticated: true, Name: var name } ? name : null,
            TraceParent: TraceParent().IsMatch(trace) ? trace : null);
    }

    private static string? Single(HttpRequest request, string name)
    {
        var values = request.Headers[name];
        return values.Count switch
        {
            0 => null,
            1 => values.ToString(),
            _ => throw Refusals.Header(name, "may be given once"),
        };
    }

    [GeneratedRegex(@"\A(?!ff)[0-9a-f]{2}-(?!0{32})[0-9a-f]{32}-(?!0{16})[0-9a-f]{16}-[0-9a-f]{2}\z", RegexOptions.CultureInvariant)]
    private static partial Regex TraceParent();
}
