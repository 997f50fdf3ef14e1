using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Actors.Cmd.Screens;
using Actors.Operations;

namespace Actors.Cmd.Commands;

/// <summary><c>pbm node</c>, <c>actor</c>, <c>timers</c>, <c>audit</c>: what one node does.</summary>
internal static class NodeCommands
{
    public static IEnumerable<Command> Create(CommandFactory factory) =>
    [
        new Command("actor", "what is in the memory of the node") { Hierarchy(factory) },
        ProjectionCommands.Create(factory),
        new Command("timers", "durable timers") { Timers(factory) },
        new Command("node", "the process of the node") { Config(factory), Metrics(factory), Dump(factory) },
        new Command("audit", "the changes that operators made at the node") { Audit(factory) },
    ];

    private static Command Hierarchy(CommandFactory factory)
    {
        var entities = new Option<int>("--entities") { Description = "how many entities of each shard are named", HelpName = "N", DefaultValueFactory = _ => 20 };
        return factory.Read("hierarchy", "shows hosts, shards and entities in memory", [entities], async (parsed, session, token) =>
        {
            var hierarchy = await Get(session, $"operator/hierarchy?entities={parsed.GetValue(entities)}", OperationsJson.Default.ActorHierarchy, token);
            if (hierarchy is not null)
            {
                HierarchyScreen.Show(session.Screen, hierarchy);
            }
        });
    }

    private static Command Timers(CommandFactory factory)
    {
        var limit = new Option<int>("--limit") { Description = "at most this many", HelpName = "N", DefaultValueFactory = _ => 100 };
        return factory.Read("list", "shows the timers that wait, earliest first", [limit], async (parsed, session, token) =>
        {
            if (await Get(session, $"operator/timers?limit={parsed.GetValue(limit)}", OperationsJson.Default.IReadOnlyListTimerInfo, token) is { } timers)
            {
                session.Screen.Table(
                    ["due", "entity", "timer", "command"], [.. timers.Select(t => new[] { Text(t.Due), t.Entity, t.Name, t.Command })]);
            }
        });
    }

    private static Command Config(CommandFactory factory) =>
        factory.Read("config", "shows the settings in use, without secrets", [], async (_, session, token) =>
        {
            if (await Get(session, "operator/node/config", OperationsJson.Default.IReadOnlyListNodeSetting, token) is { } settings)
            {
                session.Screen.Table(["key", "value"], [.. settings.Select(s => new[] { s.Key, s.Value })]);
            }
        });

    private static Command Metrics(CommandFactory factory)
    {
        var filter = new Argument<string>("filter") { Description = "only metrics whose name contains it", DefaultValueFactory = _ => string.Empty };
        return factory.Read("metrics", "shows the metrics as Prometheus gets them", [filter], async (parsed, session, token) =>
        {
            var text = await session.Node.Text("metrics", token);
            foreach (var line in text.Split('\n').Where(l => l.Length > 0 && l[0] != '#' && l.Contains(parsed.GetRequiredValue(filter), StringComparison.Ordinal)))
            {
                session.Screen.Line(line);
            }
        });
    }

    private static Command Dump(CommandFactory factory) =>
        factory.Read("dump", "shows the state of the process, for a report of trouble", [], async (_, session, token) =>
        {
            if (await Get(session, "operator/node/dump", OperationsJson.Default.NodeDump, token) is { } dump)
            {
                DumpScreen.Show(session.Screen, dump);
            }
        });

    private static Command Audit(CommandFactory factory)
    {
        var limit = new Option<int>("--limit") { Description = "at most this many", HelpName = "N", DefaultValueFactory = _ => 50 };
        return factory.Read("list", "shows the latest changes, oldest first", [limit], async (parsed, session, token) =>
        {
            if (await Get(session, $"operator/audit?limit={parsed.GetValue(limit)}", OperationsJson.Default.IReadOnlyListAuditEntry, token) is { } entries)
            {
                session.Screen.Table(
                    ["time", "who", "by", "command", "target", "stage", "reason", "outcome"],
                    [.. entries.Select(e => new[] { Text(e.Time), e.Who, e.Principal, e.Command, e.Target, e.Stage, e.Reason ?? "", e.Outcome ?? "" })]);
            }
        });
    }

    /// <summary>Reads a record; <see langword="null"/> when it was printed as JSON and nothing is left to do.</summary>
    private static async Task<T?> Get<T>(Session session, string path, JsonTypeInfo<T> form, CancellationToken token)
        where T : class
    {
        var value = await session.Node.Get(path, form, token);
        if (!session.Screen.IsJson)
        {
            return value;
        }

        session.Screen.Line(JsonSerializer.Serialize(value, form));
        return null;
    }

    private static string Text(long? number) => number?.ToString(CultureInfo.InvariantCulture) ?? "-";

    private static string Text(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture);
}
