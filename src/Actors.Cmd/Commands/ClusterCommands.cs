using System.CommandLine;
using Actors.Cmd.Screens;
using Actors.Operations;

namespace Actors.Cmd.Commands;

/// <summary><c>pbm cluster</c>: the members of the cluster.</summary>
internal static class ClusterCommands
{
    public static Command Create(CommandFactory factory) => new("cluster", "the members of the cluster")
    {
        Show(factory),
        Status(factory),
        Change(factory, "leave", "lets a member hand its shards to the others and leave; its process goes on until it is stopped"),
        Change(factory, "down", "declares a member down; the others take its shards as soon as it cannot serve any more"),
        DownUnreachable(factory),
    };

    private static Command Show(CommandFactory factory)
    {
        var node = NodeChoice.NewForOne();
        return factory.Read("show", "shows the members with their shards", [node], async (parsed, session, token) =>
        {
            if (await session.Ask(NodeChoice.At("operator/cluster", parsed.GetValue(node)), OperationsJson.Default.ClusterInfo, token) is not { } cluster)
            {
                return;
            }

            if (cluster.Members.Count == 0)
            {
                session.Screen.Line($"{cluster.Node} is alone, with {cluster.Shards.Count} shards.");
                return;
            }

            session.Screen.Table(
                ["node", "status", "shards", "silent for", "unreachable from", "link", "http"],
                [.. cluster.Members.Select(m => new[]
                {
                    m.Node, m.IsUnreachable ? "unreachable" : m.Status, m.OwnsShards ? Cell.Of(m.Shards) : "none by its role",
                    $"{Cell.Of(m.SilentForMilliseconds)} ms", string.Join(", ", m.UnreachableFrom), m.Address ?? "-", m.HttpAddress ?? "-",
                })]);
        });
    }

    private static Command Status(CommandFactory factory)
    {
        var node = NodeChoice.NewForOne();
        return factory.Read("status", "says whether all is well; ends with 1 when it is not", [node], async (parsed, session, token) =>
        {
            var cluster = await session.Node.Get(NodeChoice.At("operator/cluster", parsed.GetValue(node)), OperationsJson.Default.ClusterInfo, token);
            var faults = cluster.Faults();
            session.ExitCode = faults.Count == 0 ? ExitCode.Good : ExitCode.Refused;
            if (session.Screen.IsJson)
            {
                session.Screen.Line(System.Text.Json.JsonSerializer.Serialize(cluster, OperationsJson.Default.ClusterInfo));
                return;
            }

            var members = cluster.Members.Count == 0 ? "is alone" : $"sees {cluster.Members.Count} members";
            session.Screen.Line($"{cluster.Node} {members}, {cluster.Shards.Count} shards: {(faults.Count == 0 ? "all is well" : string.Join("; ", faults))}.");
        });
    }

    private static Command Change(CommandFactory factory, string name, string description)
    {
        var member = new Argument<string>("member") { Description = "its name, or one life of it such as n2#5" };
        return factory.Change(name, description, [member], (parsed, session, request, token) => session.Node.Change(
            $"operator/cluster/{name}", new MemberChange(parsed.GetRequiredValue(member), request), OperationsJson.Default.MemberChange, token));
    }

    private static Command DownUnreachable(CommandFactory factory) => factory.Change(
        "down-unreachable", "declares every member down that nobody hears", [], (_, session, request, token) => session.Node.Change(
            "operator/cluster/down-unreachable", request, OperationsJson.Default.ChangeRequest, token));
}
