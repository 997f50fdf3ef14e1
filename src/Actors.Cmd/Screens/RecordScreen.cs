using System.Text.Json;

namespace Actors.Cmd.Screens;

/// <summary>Shows records of the journal.</summary>
internal static class RecordScreen
{
    private const int PayloadLengthMax = 100;

    /// <summary>A page with <c>records</c> and, where there are more, <c>next</c>.</summary>
    public static void ShowPage(Screen screen, JsonElement page)
    {
        if (screen.IsJson)
        {
            screen.Line(page.GetRawText());
            return;
        }

        screen.Table(
            ["record", "version", "time", "kind", "type", "payload"],
            [.. page.GetProperty("records").EnumerateArray().Select(r => new[]
            {
                $"{r.GetProperty("shard")}:{r.GetProperty("sequence")}",
                r.GetProperty("version").ToString(),
                r.GetProperty("time").GetString()!,
                r.GetProperty("kind").GetString()!,
                r.GetProperty("type").GetString()!,
                PayloadOf(r),
            })]);
        if (page.TryGetProperty("next", out var next))
        {
            screen.Line($"There are more: --after {next}");
        }
    }

    /// <summary>One record in a line.</summary>
    public static void ShowLine(Screen screen, JsonElement record) => screen.Line(screen.IsJson
        ? record.GetRawText()
        : $"{record.GetProperty("shard")}:{record.GetProperty("sequence")} {record.GetProperty("entityType").GetString()}/{record.GetProperty("entityId").GetString()} "
            + $"v{record.GetProperty("version")} {record.GetProperty("kind").GetString()} {record.GetProperty("type").GetString()} {PayloadOf(record)}".TrimEnd());

    private static string PayloadOf(JsonElement record)
    {
        var text = record.TryGetProperty("payload", out var payload) && payload.ValueKind != JsonValueKind.Null ? payload.GetRawText()
            : record.TryGetProperty("payloadBase64", out var bytes) ? bytes.GetString()!
            : record.TryGetProperty("removed", out var removed) ? removed.GetString()!
            : record.TryGetProperty("parkedReason", out var reason) ? reason.GetString()! : string.Empty;
        return text.Length > PayloadLengthMax ? $"{text[..PayloadLengthMax]}..." : text;
    }
}
