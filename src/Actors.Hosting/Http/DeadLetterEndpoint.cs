using System.Text.Json;
using Actors.DeadLettering;
using Actors.Hosting.Http.Problems;
using Microsoft.AspNetCore.Http;

namespace Actors.Hosting.Http;

/// <summary>Lists dead letters, page by page.</summary>
internal sealed class DeadLetterEndpoint(ActorHttpApi api)
{
    public async Task Handle(HttpContext context)
    {
        var request = context.Request;
        var status = RequestParameters.Text(request, "status") switch
        {
            null or "waiting" => DeadLetterStatus.Waiting,
            "resolved" => DeadLetterStatus.Resolved,
            var other => throw Refusals.Parameter("status", other, "must be waiting or resolved"),
        };
        DeadLetterId? after = RequestParameters.Text(request, "after") is { } id ? new DeadLetterId(id) : null;
        var limit = (int)RequestParameters.Number(request, "limit", Math.Min(100, api.Options.PageEntriesMax), 1, api.Options.PageEntriesMax);
        var count = await api.DeadLetters.Count(status, context.RequestAborted);

        // One more than asked for tells whether there is a next page.
        var letters = await api.DeadLetters.List(status, after, limit + 1, context.RequestAborted);
        await JsonAnswer.Write(context, w => Write(w, letters, limit, count));
    }

    private static void Write(Utf8JsonWriter writer, IReadOnlyList<DeadLetter> letters, int limit, long count)
    {
        writer.WriteStartObject();
        writer.WriteNumber("count", count);
        writer.WriteStartArray("deadLetters");
        foreach (var letter in letters.Take(limit))
        {
            Write(writer, letter);
        }

        writer.WriteEndArray();
        if (letters.Count > limit)
        {
            writer.WriteString("next", letters[limit - 1].Id.Value);
        }

        writer.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter writer, DeadLetter letter)
    {
        writer.WriteStartObject();
        writer.WriteString("id", letter.Id.Value);
        writer.WriteString("status", letter.Status == DeadLetterStatus.Waiting ? "waiting" : "resolved");
        writer.WriteString("reason", JsonNamingPolicy.KebabCaseLower.ConvertName(letter.Reason.ToString()));
        writer.WriteString("detail", letter.Detail);
        writer.WriteString("source", letter.Source);
        if (letter.Entity is { } entity)
        {
            writer.WriteString("entity", entity.ToString());
        }

        if (letter.Type is { } type)
        {
            writer.WriteString("type", type.ToString());
        }

        writer.WriteString("time", letter.Time.UtcDateTime);
        JsonPayload.Write(writer, "payload", letter.Payload.Span);
        writer.WriteEndObject();
    }
}
