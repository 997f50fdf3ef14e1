using System.Text.Json;

namespace Actors.Cmd.Screens;

/// <summary>Shows one state of an entity.</summary>
internal static class EntityScreen
{
    public static void Show(Screen screen, JsonElement entity)
    {
        if (screen.IsJson)
        {
            screen.Line(entity.GetRawText());
            return;
        }

        foreach (var property in entity.EnumerateObject().Where(p => p.Name != "state"))
        {
            screen.Line($"{property.Name + ":",-10} {property.Value}");
        }

        if (entity.TryGetProperty("state", out var state))
        {
            screen.Line(Pretty(state));
        }
    }

    /// <summary>JSON for people.</summary>
    public static string Pretty(JsonElement element)
    {
        using var buffer = new MemoryStream();
        using (var writer = new Utf8JsonWriter(buffer, new JsonWriterOptions { Indented = true }))
        {
            element.WriteTo(writer);
        }

        return System.Text.Encoding.UTF8.GetString(buffer.ToArray());
    }
}
