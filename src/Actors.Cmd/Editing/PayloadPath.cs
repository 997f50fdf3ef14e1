using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Actors.Cmd.Editing;

/// <summary>Sets members of a JSON payload by paths such as <c>lines.0.quantity</c>.</summary>
internal static class PayloadPath
{
    /// <summary>Sets each <c>path=value</c>; a value that is not JSON is a text.</summary>
    public static JsonNode Set(JsonNode payload, IReadOnlyList<string> settings)
    {
        foreach (var setting in settings)
        {
            var equals = setting.IndexOf('=', StringComparison.Ordinal);
            if (equals < 1)
            {
                throw Wrong(setting, "is not PATH=VALUE");
            }

            Set(payload, setting[..equals].Split('.'), setting[(equals + 1)..], setting);
        }

        return payload;
    }

    private static void Set(JsonNode payload, string[] path, string value, string setting)
    {
        var at = payload;
        foreach (var step in path[..^1])
        {
            at = (at switch
            {
                JsonObject members => members[step],
                JsonArray items when IndexOf(step, items.Count) is { } index => items[index],
                _ => null,
            }) ?? throw Wrong(setting, $"leads nowhere: the payload has no '{step}' there");
        }

        switch (at)
        {
            case JsonObject members:
                members[path[^1]] = ValueOf(value);
                break;
            case JsonArray items when IndexOf(path[^1], items.Count) is { } index:
                items[index] = ValueOf(value);
                break;
            default:
                throw Wrong(setting, $"leads nowhere: '{path[^1]}' is no place there");
        }
    }

    private static int? IndexOf(string step, int count) =>
        int.TryParse(step, NumberStyles.None, CultureInfo.InvariantCulture, out var index) && index < count ? index : null;

    private static JsonNode? ValueOf(string text)
    {
        try
        {
            return JsonNode.Parse(text);
        }
        catch (JsonException)
        {
            return JsonValue.Create(text);
        }
    }

    private static PbmException Wrong(string setting, string why) => new(ExitCode.WrongUsage, $"--set {setting} {why}.");
}
