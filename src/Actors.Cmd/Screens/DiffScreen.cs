using System.Text.Json;

namespace Actors.Cmd.Screens;

/// <summary>Shows the values in which two states differ, one in a line, by their paths.</summary>
internal static class DiffScreen
{
    public static void Show(Screen screen, JsonElement before, JsonElement after)
    {
        var (old, now) = (new Dictionary<string, string>(StringComparer.Ordinal), new Dictionary<string, string>(StringComparer.Ordinal));
        Flatten(before, string.Empty, old);
        Flatten(after, string.Empty, now);
        string[][] rows =
        [
            .. old.Keys.Union(now.Keys).Order(StringComparer.Ordinal).Where(p => old.GetValueOrDefault(p) != now.GetValueOrDefault(p))
                .Select(p => new[] { p, old.GetValueOrDefault(p, "(none)"), now.GetValueOrDefault(p, "(none)") }),
        ];
        if (screen.IsJson)
        {
            screen.Line($"[{string.Join(",", rows.Select(r => $"{{\"path\":{Quoted(r[0])},\"before\":{Quoted(r[1])},\"after\":{Quoted(r[2])}}}"))}]");
        }
        else if (rows.Length == 0)
        {
            screen.Line("No difference.");
        }
        else
        {
            screen.Table(["path", "before", "after"], rows);
        }
    }

    private static string Quoted(string text) => $"\"{JsonEncodedText.Encode(text)}\"";

    private static void Flatten(JsonElement element, string path, Dictionary<string, string> values)
    {
        switch (element.ValueKind)
        {
            case JsonValueKind.Object when element.EnumerateObject().Any():
                foreach (var property in element.EnumerateObject())
                {
                    Flatten(property.Value, path.Length == 0 ? property.Name : $"{path}.{property.Name}", values);
                }

                break;
            case JsonValueKind.Array when element.GetArrayLength() > 0:
                var index = 0;
                foreach (var item in element.EnumerateArray())
                {
                    Flatten(item, $"{path}[{index++}]", values);
                }

                break;
            default:
                values[path] = element.GetRawText();
                break;
        }
    }
}
