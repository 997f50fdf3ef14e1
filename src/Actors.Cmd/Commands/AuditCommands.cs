using System.CommandLine;
using System.Text.Json;
using Actors.Cmd.Screens;
using Actors.Operations;

namespace Actors.Cmd.Commands;

/// <summary><c>pbm audit</c>: what operators changed, and whether the journal keeps its promises.</summary>
internal static class AuditCommands
{
    public static Command Create(CommandFactory factory) =>
        new("audit", "what operators changed, and whether the journal keeps its promises") { List(factory), Run(factory) };

    private static Command List(CommandFactory factory)
    {
        var node = NodeChoice.NewForAll();
        var limit = new Option<int>("--limit") { Description = "at most this many", HelpName = "N", DefaultValueFactory = _ => 50 };
        return factory.Read("list", "shows the latest changes, oldest first", [node, limit], async (parsed, session, token) =>
        {
            var path = $"operator/audit?limit={parsed.GetValue(limit)}";
            if (await session.Gather(path, parsed.GetRequiredValue(node), OperationsJson.Default.IReadOnlyListAuditEntry, token) is { } nodes)
            {
                session.Screen.Table(
                    ["time", "node", "who", "by", "command", "target", "stage", "reason", "outcome"],
                    [.. nodes.SelectMany(n => n.Value).OrderBy(e => e.Time).TakeLast(parsed.GetValue(limit)).Select(e => new[]
                    {
                        Cell.Of(e.Time), e.Node, e.Who, e.Principal, e.Command, e.Target, e.Stage, e.Reason ?? "", e.Outcome ?? "",
                    })]);
            }
        });
    }

    private static Command Run(CommandFactory factory)
    {
        var node = NodeChoice.NewForOne();
        return factory.Read("run", "reads the whole journal and tells where it breaks a promise; ends with 1 when it does", [node], async (parsed, session, token) =>
        {
            using var lines = await session.Node.Open(NodeChoice.At("operator/journal/audit", parsed.GetValue(node)), token);
            JournalAuditProgress? progress = null;
            while (await lines.ReadLineAsync(token) is { } line)
            {
                progress = JsonSerializer.Deserialize(line, OperationsJson.Default.JournalAuditProgress)!;
                if (session.Screen.CanAsk && !progress.IsOver)
                {
                    session.Screen.Progress($"{Cell.Of(progress.Shards)} of {Cell.Of(progress.ShardCount)} shards, {Cell.Of(progress.Records)} records");
                }
            }

            if (progress is not { IsOver: true })
            {
                throw new PbmException(ExitCode.Unreachable, "The node broke the audit off; nothing is known of what it had not read.");
            }

            session.ExitCode = progress.FaultCount == 0 ? ExitCode.Good : ExitCode.Refused;
            Show(session.Screen, progress);
        });
    }

    private static void Show(Screen screen, JournalAuditProgress report)
    {
        if (screen.IsJson)
        {
            screen.Line(JsonSerializer.Serialize(report, OperationsJson.Default.JournalAuditProgress));
            return;
        }

        foreach (var fault in report.Faults)
        {
            screen.Line(fault);
        }

        screen.Line($"{Cell.Of(report.Shards)} shards, {Cell.Of(report.Records)} records, {Cell.Of(report.Entities)} entities: {(report.FaultCount == 0 ? "every promise is kept" : $"{Cell.Of(report.FaultCount)} faults")}.");
    }
}
