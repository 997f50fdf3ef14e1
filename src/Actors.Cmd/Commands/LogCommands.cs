using System.CommandLine;
using System.Text.Json;
using Actors.Operations;

namespace Actors.Cmd.Commands;

/// <summary><c>pbm log</c>: the node's log.</summary>
internal static class LogCommands
{
    private static readonly TimeSpan LookEvery = TimeSpan.FromMilliseconds(500);

    public static Command Create(CommandFactory factory) => new("log", "the node's log") { Tail(factory), Level(factory) };

    private static Command Tail(CommandFactory factory)
    {
        var follow = new Option<bool>("--follow", "-f") { Description = "goes on until Ctrl-C" };
        var limit = new Option<int>("--limit") { Description = "how many lines at first", HelpName = "N", DefaultValueFactory = _ => 100 };
        return factory.Read("tail", "shows the latest lines", [follow, limit], async (parsed, session, token) =>
        {
            long last = 0;
            do
            {
                var lines = await session.Node.Get(
                    $"operator/log?after={last}&limit={parsed.GetValue(limit)}", OperationsJson.Default.IReadOnlyListLogLine, token);
                foreach (var line in lines)
                {
                    session.Screen.Line(session.Screen.IsJson
                        ? JsonSerializer.Serialize(line, OperationsJson.Default.LogLine)
                        : $"{line.Time.UtcDateTime:yyyy-MM-ddTHH:mm:ss.fffZ} {line.Level,-11} {line.Category}: {line.Message}");
                    last = line.Number;
                }

                if (parsed.GetValue(follow))
                {
                    await Task.Delay(LookEvery, TimeProvider.System, token);
                }
            }
            while (parsed.GetValue(follow));
        });
    }

    private static Command Level(CommandFactory factory)
    {
        var level = new Argument<string>("level") { Description = "Trace, Debug, Information, Warning, Error, Critical or None" };
        return factory.Change("level", "makes the kept log finer or coarser", [level], (parsed, session, request, token) => session.Node.Post(
            "operator/log/level", new LogLevelChange(parsed.GetRequiredValue(level), request), OperationsJson.Default.LogLevelChange, token));
    }
}
