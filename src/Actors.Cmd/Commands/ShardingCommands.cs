using System.CommandLine;
using Actors.Cmd.Nodes;
using Actors.Cmd.Screens;
using Actors.Operations;

namespace Actors.Cmd.Commands;

/// <summary><c>pbm cluster-sharding</c>: the shards, and the nodes' regions that own them.</summary>
internal static class ShardingCommands
{
    private const string Hierarchy = "operator/hierarchy?entities=0";

    public static Command Create(CommandFactory factory) => new("cluster-sharding", "the shards, and the regions of the nodes that own them")
    {
        Regions(factory), Shards(factory), RegionStatistics(factory), ShardStatistics(factory),
    };

    private static Command Regions(CommandFactory factory) =>
        factory.Read("list-regions", "shows the region of each node", [], async (_, session, token) =>
        {
            if (await session.Ask("operator/cluster", OperationsJson.Default.ClusterInfo, token) is not { } cluster)
            {
                return;
            }

            string[][] rows = cluster.Members.Count == 0
                ? [[cluster.Node, "alone", Cell.Of(cluster.Shards.Count)]]
                : [.. cluster.Members.Select(m => new[] { m.Node, m.Status, m.OwnsShards ? Cell.Of(m.Shards) : "sends on only" })];
            session.Screen.Table(["region", "status", "shards"], rows);
        });

    private static Command Shards(CommandFactory factory) =>
        factory.Read("list-shards", "shows each shard with its owner", [], async (_, session, token) =>
        {
            if (await session.Ask("operator/cluster", OperationsJson.Default.ClusterInfo, token) is { } cluster)
            {
                session.Screen.Table(
                    ["shard", "owner", "epoch", "records", "state"],
                    [.. cluster.Shards.Select(s => new[] { Cell.Of(s.Shard), s.Owner ?? "(nobody)", Cell.Of(s.Epoch), Cell.Of(s.Head), s.IsServed ? "served" : "not served" })]);
            }
        });

    private static Command RegionStatistics(CommandFactory factory)
    {
        var node = NodeChoice.NewForAll();
        return factory.Read("region-stats", "shows what is in memory and in the mailboxes of each node", [node], async (parsed, session, token) =>
        {
            if (await session.Gather(Hierarchy, parsed.GetRequiredValue(node), OperationsJson.Default.ActorHierarchy, token) is { } nodes)
            {
                session.Screen.Table(["region", "hosts", "shards", "entities", "pending", "in mailboxes"], [.. nodes.Select(Row)]);
            }
        });
    }

    private static string[] Row(NodeValue<ActorHierarchy> node)
    {
        var hosts = node.Value.Hosts;
        return
        [
            node.Node, Cell.Of(hosts.Count), Cell.Of(hosts.Sum(h => h.Shards.Count)), Cell.Of(hosts.Sum(h => h.EntityCount)),
            Cell.Of(hosts.Sum(h => h.Shards.Sum(s => s.Pending))), Cell.Of(hosts.Sum(h => h.MailboxDepth)),
        ];
    }

    private static Command ShardStatistics(CommandFactory factory)
    {
        var node = NodeChoice.NewForAll();
        var shard = new Option<int?>("--shard") { Description = "only this one", HelpName = "N" };
        return factory.Read("shard-stats", "shows what is in memory of each shard, at its owner", [node, shard], async (parsed, session, token) =>
        {
            if (await session.Gather(Hierarchy, parsed.GetRequiredValue(node), OperationsJson.Default.ActorHierarchy, token) is not { } nodes)
            {
                return;
            }

            var only = parsed.GetValue(shard);
            session.Screen.Table(
                ["shard", "region", "epoch", "entities", "pending"],
                [.. nodes.SelectMany(n => n.Value.Hosts.SelectMany(h => h.Shards.Select(s => (n.Node, Shard: s))))
                    .Where(s => only is null || s.Shard.Shard == only)
                    .OrderBy(s => s.Shard.Shard).ThenBy(s => s.Node, StringComparer.Ordinal)
                    .Select(s => new[] { Cell.Of(s.Shard.Shard), s.Node, Cell.Of(s.Shard.Epoch), Cell.Of(s.Shard.EntityCount), Cell.Of(s.Shard.Pending) })]);
        });
    }
}
