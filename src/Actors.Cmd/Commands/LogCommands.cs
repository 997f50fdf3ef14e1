using System.CommandLine;
using System.Text.Json;
using Actors.Cmd.Nodes;
using Actors.Operations;

namespace Actors.Cmd.Commands;

/// <summary><c>pbm log</c>: the nodes' logs.</summary>
internal static class LogCommands
{
    private static readonly TimeSpan LookEvery = TimeSpan.FromMilliseconds(500);

    public static Command Create(CommandFactory factory) => new("log", "the nodes' logs") { Tail(factory), Level(factory) };

    private static Command Tail(CommandFactory factory)
    {
        var node = NodeChoice.NewForAll();
        var follow = new Option<bool>("--follow", "-f") { Description = "goes on until Ctrl-C" };
        var limit = new Option<int>("--limit") { Description = "how many lines of each node at first", HelpName = "N", DefaultValueFactory = _ => 100 };
        return factory.Read("tail", "shows the latest lines of all nodes, by time", [node, follow, limit], async (parsed, session, token) =>
        {
            var answers = await session.Node.Get(
                $"operator/log?limit={parsed.GetValue(limit)}&nodes={Uri.EscapeDataString(parsed.GetRequiredValue(node))}", OperationsJson.Default.NodeAnswers, token);
            var logs = session.ValuesOf(answers, OperationsJson.Default.IReadOnlyListLogLine);
            Show(session, logs);
            var last = logs.ToDictionary(n => n.Node, n => n.Value is [.., var line] ? line.Number : 0, StringComparer.Ordinal);
            while (parsed.GetValue(follow))
            {
                await Task.Delay(LookEvery, TimeProvider.System, token);
                Show(session, await Look(session, last, token));
            }
        });
    }

    /// <summary>Each node counts its own lines, so each is asked for its own. One that is gone is told of once.</summary>
    private static async Task<IReadOnlyList<NodeValue<IReadOnlyList<LogLine>>>> Look(Session session, Dictionary<string, long> last, CancellationToken token)
    {
        var logs = new List<NodeValue<IReadOnlyList<LogLine>>>();
        foreach (var (node, number) in last.ToList())
        {
            try
            {
                var path = NodeChoice.At($"operator/log?after={number}&limit=1000", node);
                var lines = await session.Node.Get(path, OperationsJson.Default.IReadOnlyListLogLine, token);
                last[node] = lines is [.., var line] ? line.Number : number;
                logs.Add(new NodeValue<IReadOnlyList<LogLine>>(node, lines));
            }
            catch (PbmException exception) when (exception.Code is ExitCode.Refused or ExitCode.Unreachable && last.Count > 1)
            {
                last.Remove(node);
                session.Screen.Warn(exception.Message);
                session.ExitCode = ExitCode.Partial;
            }
        }

        return logs;
    }

    private static void Show(Session session, IReadOnlyList<NodeValue<IReadOnlyList<LogLine>>> logs)
    {
        foreach (var (node, line) in logs.SelectMany(n => n.Value.Select(l => (n.Node, Line: l))).OrderBy(l => l.Line.Time))
        {
            session.Screen.Line(session.Screen.IsJson
                ? $"{{\"node\":{JsonSerializer.Serialize(node, OperationsJson.Default.String)},{JsonSerializer.Serialize(line, OperationsJson.Default.LogLine)[1..]}"
                : $"{line.Time.UtcDateTime:yyyy-MM-ddTHH:mm:ss.fffZ} {node} {line.Level,-11} {line.Category}: {line.Message}");
        }
    }

    private static Command Level(CommandFactory factory)
    {
        var node = NodeChoice.NewForAll();
        var level = new Argument<string>("level") { Description = "Trace, Debug, Information, Warning, Error, Critical or None" };
        return factory.Change("level", "makes the kept logs finer or coarser", [level, node], (parsed, session, request, token) => session.Change(
            "operator/log/level", parsed.GetRequiredValue(node), new LogLevelChange(parsed.GetRequiredValue(level), request),
            OperationsJson.Default.LogLevelChange, token));
    }
}
