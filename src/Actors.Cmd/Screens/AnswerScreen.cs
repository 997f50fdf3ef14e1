using System.Text.Json;

namespace Actors.Cmd.Screens;

/// <summary>Shows an answer whose form only its application knows: an array of objects as a table, anything else as JSON for people.</summary>
internal static class AnswerScreen
{
    public static void Show(Screen screen, JsonElement answer)
    {
        if (screen.IsJson)
        {
            screen.Line(answer.GetRawText());
        }
        else if (answer.ValueKind == JsonValueKind.Array && answer.EnumerateArray().All(e => e.ValueKind == JsonValueKind.Object))
        {
            string[] columns = [.. answer.EnumerateArray().SelectMany(r => r.EnumerateObject().Select(p => p.Name)).Distinct(StringComparer.Ordinal)];
            screen.Table(
                columns,
                [.. answer.EnumerateArray().Select(r => columns.Select(c => r.TryGetProperty(c, out var value) ? value.ToString() : "-").ToArray())]);
        }
        else
        {
            screen.Line(EntityScreen.Pretty(answer));
        }
    }
}
