using System.CommandLine;
using System.Text.Json;
using Actors.Cmd.Screens;
using Actors.Operations;

namespace Actors.Cmd.Commands;

/// <summary><c>pbm dlq</c>: messages that could not be handled.</summary>
internal static class DeadLetterCommands
{
    public static Command Create(CommandFactory factory) =>
        new("dlq", "dead letters: messages that could not be handled") { List(factory), Show(factory), Replay(factory), Discard(factory) };

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

    private static Command Show(CommandFactory factory)
    {
        var id = NewId();
        return factory.Read("show", "shows one with its message and what was done about it", [id], async (parsed, session, token) =>
        {
            var details = await session.Node.Json(PathOf(parsed.GetRequiredValue(id)), token);
            session.Screen.Line(session.Screen.IsJson ? details.GetRawText() : EntityScreen.Pretty(details));
        });
    }

    private static Command Replay(CommandFactory factory)
    {
        var id = NewId();
        return factory.Change("replay", "sends it again", [id], async (parsed, session, request, token) =>
        {
            var path = PathOf(parsed.GetRequiredValue(id));
            if (request.IsDryRun)
            {
                return Would("be sent again", await session.Node.Json(path, token));
            }

            var note = request.Reason is { } reason ? $"?note={Uri.EscapeDataString(reason)}" : string.Empty;
            var replay = await session.Node.Post($"{path}/replay{note}", null, token);
            var result = replay.GetProperty("result").GetString();
            return new ChangeResult(result == "replayed", $"{replay.GetProperty("id").GetString()}: {result}. {replay.GetProperty("detail").GetString()}".TrimEnd(' ', '.'));
        });
    }

    private static Command Discard(CommandFactory factory)
    {
        var id = NewId();
        return factory.Change("discard", "gives it up; needs --reason", [id], async (parsed, session, request, token) =>
        {
            var path = PathOf(parsed.GetRequiredValue(id));
            if (request.IsDryRun)
            {
                return Would("be given up", await session.Node.Json(path, token));
            }

            var reason = request.Reason ?? throw new PbmException(ExitCode.WrongUsage, "Say with --reason why it is given up.");
            await session.Node.Post($"{path}/discard", JsonSerializer.Serialize(new DeadLetterDiscard(reason), OperationsJson.Default.DeadLetterDiscard), token);
            return new ChangeResult(true, $"{parsed.GetRequiredValue(id)} was given up");
        });
    }

    private static Argument<string> NewId() => new("id") { Description = "the dead letter's id, as dlq list shows it" };

    private static string PathOf(string id) => $"dead-letters/{Uri.EscapeDataString(id)}";

    private static ChangeResult Would(string change, JsonElement details)
    {
        var letter = details.GetProperty("deadLetter");
        return new ChangeResult(false, $"{letter.GetProperty("id").GetString()} would {change}: {letter.GetProperty("detail").GetString()}".TrimEnd('.'));
    }
}
