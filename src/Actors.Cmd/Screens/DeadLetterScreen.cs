using System.Text.Json;

namespace Actors.Cmd.Screens;

/// <summary>Shows dead letters.</summary>
internal static class DeadLetterScreen
{
    public static void ShowPage(Screen screen, JsonElement page)
    {
        if (screen.IsJson)
        {
            screen.Line(page.GetRawText());
            return;
        }

        screen.Table(
            ["id", "time", "reason", "entity", "source", "detail"],
            [.. page.GetProperty("deadLetters").EnumerateArray().Select(l => new[]
            {
                Text(l, "id"), Text(l, "time"), Text(l, "reason"), Text(l, "entity"), Text(l, "source"), Text(l, "detail"),
            })]);
        screen.Line($"{page.GetProperty("count")} in all");
        if (page.TryGetProperty("next", out var next))
        {
            screen.Line($"There are more: --after {next.GetString()}");
        }
    }

    private static string Text(JsonElement letter, string name) => letter.TryGetProperty(name, out var value) ? value.ToString() : "-";
}
