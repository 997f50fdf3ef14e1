using System.CommandLine;
using Actors.Cmd.Screens;

namespace Actors.Cmd.Commands;

/// <summary><c>pbm dlq</c>: messages that could not be handled.</summary>
internal static class DeadLetterCommands
{
    public static Command Create(CommandFactory factory) => new("dlq", "dead letters: messages that could not be handled") { List(factory) };

    private static Command List(CommandFactory factory)
    {
        var resolved = new Option<bool>("--resolved") { Description = "those that somebody has dealt with" };
        var after = new Option<string?>("--after") { Description = "only those after this one", HelpName = "ID" };
        var limit = new Option<int>("--limit") { Description = "at most this many", HelpName = "N", DefaultValueFactory = _ => 100 };
        return factory.Read("list", "lists them, oldest first", [resolved, after, limit], async (parsed, session, token) =>
        {
            var path = $"dead-letters?status={(parsed.GetValue(resolved) ? "resolved" : "waiting")}&limit={parsed.GetValue(limit)}"
                + (parsed.GetValue(after) is { } id ? $"&after={Uri.EscapeDataString(id)}" : string.Empty);
            DeadLetterScreen.ShowPage(session.Screen, await session.Node.Json(path, token));
        });
    }
}
