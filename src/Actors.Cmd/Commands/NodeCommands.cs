using System.CommandLine;
using Actors.Cmd.Screens;
using Actors.Operations;

namespace Actors.Cmd.Commands;

/// <summary><c>pbm node</c>, <c>actor</c>, <c>timers</c>: what nodes do.</summary>
internal static class NodeCommands
{
    public static IEnumerable<Command> Create(CommandFactory factory) =>
    [
        new Command("actor", "what is in the memory of the nodes") { Hierarchy(factory) },
        ProjectionCommands.Create(factory),
        new Command("timers", "durable timers") { Timers(factory) },
        new Command("node", "the processes of the nodes") { Config(factory), Metrics(factory), Dump(factory) },
    ];

    private static Command Hierarchy(CommandFactory factory)
    {
        var entities = new Option<int>("--entities") { Description = "how many entities of each shard are named", HelpName = "N", DefaultValueFactory = _ => 20 };
        var node = NodeChoice.NewForAll();
        return factory.Read("hierarchy", "shows hosts, shards and entities in memory", [entities, node], async (parsed, session, token) =>
        {
            var path = $"operator/hierarchy?entities={parsed.GetValue(entities)}";
            foreach (var hierarchy in await session.Gather(path, parsed.GetRequiredValue(node), OperationsJson.Default.ActorHierarchy, token) ?? [])
            {
                HierarchyScreen.Show(session.Screen, hierarchy.Value);
            }
        });
    }

    private static Command Timers(CommandFactory factory)
    {
        var limit = new Option<int>("--limit") { Description = "at most this many", HelpName = "N", DefaultValueFactory = _ => 100 };
        return factory.Read("list", "shows the timers that wait, earliest first", [limit], async (parsed, session, token) =>
        {
            if (await session.Ask($"operator/timers?limit={parsed.GetValue(limit)}", OperationsJson.Default.IReadOnlyListTimerInfo, token) is { } timers)
            {
                session.Screen.Table(
                    ["due", "entity", "timer", "command"], [.. timers.Select(t => new[] { Cell.Of(t.Due), t.Entity, t.Name, t.Command })]);
            }
        });
    }

    private static Command Config(CommandFactory factory)
    {
        var node = NodeChoice.NewForOne();
        return factory.Read("config", "shows the settings in use, without secrets", [node], async (parsed, session, token) =>
        {
            if (await session.Ask(NodeChoice.At("operator/node/config", parsed.GetValue(node)), OperationsJson.Default.IReadOnlyListNodeSetting, token) is { } settings)
            {
                session.Screen.Table(["key", "value"], [.. settings.Select(s => new[] { s.Key, s.Value })]);
            }
        });
    }

    private static Command Metrics(CommandFactory factory)
    {
        var filter = new Argument<string>("filter") { Description = "only metrics whose name contains it", DefaultValueFactory = _ => string.Empty };
        var node = NodeChoice.NewForOne();
        return factory.Read("metrics", "shows the metrics as Prometheus gets them", [filter, node], async (parsed, session, token) =>
        {
            var text = await session.Node.Text(NodeChoice.At("operator/node/metrics", parsed.GetValue(node)), token);
            foreach (var line in text.Split('\n').Where(l => l.Length > 0 && l[0] != '#' && l.Contains(parsed.GetRequiredValue(filter), StringComparison.Ordinal)))
            {
                session.Screen.Line(line);
            }
        });
    }

    private static Command Dump(CommandFactory factory)
    {
        var node = NodeChoice.NewForOne();
        return factory.Read("dump", "shows the state of the process, for a report of trouble", [node], async (parsed, session, token) =>
        {
            if (await session.Ask(NodeChoice.At("operator/node/dump", parsed.GetValue(node)), OperationsJson.Default.NodeDump, token) is { } dump)
            {
                DumpScreen.Show(session.Screen, dump);
            }
        });
    }
}
