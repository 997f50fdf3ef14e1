using System.CommandLine;
using Actors.Cmd.Screens;
using Actors.Operations;

namespace Actors.Cmd.Commands;

/// <summary><c>pbm egress</c>: what the nodes publish.</summary>
internal static class EgressCommands
{
    public static Command Create(CommandFactory factory) => new("egress", "what the nodes publish")
    {
        List(factory),
        Change(factory, "pause", "publishes nothing more; what is being sent is finished"),
        Change(factory, "resume", "publishes on, with what came meanwhile"),
    };

    private static Command List(CommandFactory factory)
    {
        var node = NodeChoice.NewForAll();
        return factory.Read("list", "shows how far each egress is at each node", [node], async (parsed, session, token) =>
        {
            if (await session.Gather("operator/egresses", parsed.GetRequiredValue(node), OperationsJson.Default.IReadOnlyListEgressInfo, token) is { } nodes)
            {
                session.Screen.Table(
                    ["node", "egress", "state", "shards", "behind"],
                    [.. nodes.SelectMany(n => n.Value.Select(e => new[]
                    {
                        n.Node, e.Egress, e.PausedSince is { } since ? $"paused since {Cell.Of(since)}" : "running", Cell.Of(e.Shards), Cell.Of(e.Lag),
                    }))]);
            }
        });
    }

    private static Command Change(CommandFactory factory, string name, string description)
    {
        var node = NodeChoice.NewForAll();
        var egress = new Argument<string>("egress") { Description = "its name, as egress list shows it" };
        return factory.Change(name, description, [egress, node], (parsed, session, request, token) => session.Change(
            $"operator/egresses/{Uri.EscapeDataString(parsed.GetRequiredValue(egress))}/{name}",
            parsed.GetRequiredValue(node), request, OperationsJson.Default.ChangeRequest, token));
    }
}
