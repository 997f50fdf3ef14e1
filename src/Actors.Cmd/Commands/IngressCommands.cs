using System.CommandLine;
using Actors.Cmd.Nodes;
using Actors.Cmd.Screens;
using Actors.Operations;

namespace Actors.Cmd.Commands;

/// <summary><c>pbm ingress</c>: the inputs of the nodes.</summary>
internal static class IngressCommands
{
    public static Command Create(CommandFactory factory) => new("ingress", "the inputs of the nodes")
    {
        List(factory),
        Lag(factory),
        Change(factory, "pause", "stops reading; what is in hand is finished"),
        Change(factory, "resume", "reads on"),
        Change(factory, "accept", "accepts that an input was reset, and reads on from there"),
    };

    private static Command List(CommandFactory factory)
    {
        var node = NodeChoice.NewForAll();
        return factory.Read("list", "shows each lane with its state", [node], async (parsed, session, token) =>
        {
            if (await Get(session, parsed.GetRequiredValue(node), token) is { } nodes)
            {
                session.Screen.Table(
                    ["node", "ingress", "lane", "state", "position", "lag", "in hand", "read", "dead letters", "last error"],
                    [.. nodes.SelectMany(n => n.Value.Ingresses.Select(i => new[]
                    {
                        n.Node, i.Ingress, i.Lane, i.State.ToString().ToLowerInvariant(), Cell.Of(i.Position), Cell.Of(i.Lag), Cell.Of(i.InHand),
                        Cell.Of(i.Read), Cell.Of(i.DeadLettered), i.LastError ?? "",
                    }))]);
            }
        });
    }

    private static Command Lag(CommandFactory factory)
    {
        var node = NodeChoice.NewForAll();
        return factory.Read("lag", "shows how far each input is behind, over all its lanes", [node], async (parsed, session, token) =>
        {
            if (await Get(session, parsed.GetRequiredValue(node), token) is { } nodes)
            {
                session.Screen.Table(
                    ["ingress", "nodes", "lanes", "standing", "behind", "in hand", "furthest behind"],
                    [.. nodes.SelectMany(n => n.Value.Ingresses.Select(i => (n.Node, Lane: i))).GroupBy(l => l.Lane.Ingress, StringComparer.Ordinal)
                        .OrderBy(i => i.Key, StringComparer.Ordinal).Select(i => Row(i.Key, [.. i]))]);
            }
        });
    }

    private static string[] Row(string ingress, IReadOnlyList<(string Node, IngressStatus Lane)> lanes)
    {
        var known = lanes.Where(l => l.Lane.Lag is not null).ToList();
        var standing = lanes.Count(l => l.Lane.State is not (IngressState.Running or IngressState.Ended));
        var slowest = known.Where(l => l.Lane.Lag > 0).OrderByDescending(l => l.Lane.Lag).Select(l => $"{l.Lane.Lane} at {l.Node}").FirstOrDefault() ?? "-";
        return
        [
            ingress, Cell.Of(lanes.Select(l => l.Node).Distinct(StringComparer.Ordinal).Count()), Cell.Of(lanes.Count), Cell.Of(standing),
            known.Count == 0 ? "-" : Cell.Of(known.Sum(l => l.Lane.Lag)), Cell.Of(lanes.Sum(l => l.Lane.InHand)), slowest,
        ];
    }

    private static Task<IReadOnlyList<NodeValue<IngressList>>?> Get(Session session, string nodes, CancellationToken token) =>
        session.Gather("operator/ingresses", nodes, OperationsJson.Default.IngressList, token);

    private static Command Change(CommandFactory factory, string name, string description)
    {
        var node = NodeChoice.NewForAll();
        var ingress = new Argument<string>("ingress") { Description = "its name, as ingress list shows it" };
        return factory.Change(name, description, [ingress, node], (parsed, session, request, token) => session.Change(
            $"operator/ingresses/{Uri.EscapeDataString(parsed.GetRequiredValue(ingress))}/{name}",
            parsed.GetRequiredValue(node), request, OperationsJson.Default.ChangeRequest, token));
    }
}
