using System.Globalization;
using System.Text.RegularExpressions;
using Actors.Cluster.Tests.Nodes;

namespace Actors.Cluster.Tests.Drills;

/// <summary>
/// Restarts three nodes one after the other under load, as a deployment does, and measures what clients notice: how long their commands
/// take, and for how long nobody serves a shard that is handed off, as its new owner tells.
/// </summary>
internal static partial class RollingDrill
{
    private const int Nodes = 3;

    /// <summary>Runs it.</summary>
    /// <param name="rounds">How often all nodes are restarted.</param>
    /// <param name="seed">What clients send.</param>
    /// <param name="tell">Gets the story.</param>
    /// <param name="log">Gets what all nodes have logged, if wanted.</param>
    public static async Task<RollingFigures> Run(int rounds, int seed, Action<string> tell, FileInfo? log = null)
    {
        await using var cluster = await NodeCluster.Start(new ClusterPlan { Nodes = Nodes });
        await using var load = await ClusterLoad.Start(cluster, clients: 8, seed);
        await load.Progress(2000); // The first nodes are warm, as those that a deployment replaces.
        var before = load.Answers.Count;
        var movedBefore = Unserved(cluster).Count;
        for (var round = 0; round < rounds; round++)
        {
            foreach (var node in cluster.Nodes.ToList())
            {
                var (answers, moves) = (load.Answers.Count, Unserved(cluster).Count);
                await node.Stop();
                await load.Progress(300);
                await node.Start();
                await cluster.IsBalanced();
                await load.Progress(300);
                tell(string.Create(
                    CultureInfo.InvariantCulture,
                    $"round {round + 1}, {node.Name}: slowest command {load.Answers.Skip(answers).Max(a => a.Took.TotalMilliseconds):F0} ms, longest unserved shard {Unserved(cluster).Skip(moves).DefaultIfEmpty().Max()} ms"));
            }
        }

        await load.Stop();
        var audit = await ClusterAudit.Of(cluster, load);
        tell(audit.ToString());
        if (log is not null)
        {
            await File.WriteAllTextAsync(log.FullName, cluster.Logs());
        }

        List<double> times = [.. load.Answers.Skip(before).Select(a => a.Took.TotalMilliseconds).Order()];
        List<double> unserved = [.. Unserved(cluster).Skip(movedBefore).Order()];
        return new RollingFigures(
            rounds * Nodes, times.Count, load.Refusals, Percentile.Of(times, 0.5), Percentile.Of(times, 0.99), Percentile.Of(times, 1),
            unserved.Count, Percentile.Of(unserved, 0.5), Percentile.Of(unserved, 0.99), Percentile.Of(unserved, 1),
            audit.Lost, audit.Duplicated, audit.IsClean);
    }

    /// <summary>What the nodes have told until now about shards that were handed off to them, in the order of their time stamps.</summary>
    private static List<double> Unserved(NodeCluster cluster) =>
    [
        .. cluster.Nodes.SelectMany(n => UnservedLine().Matches(n.Log))
            .Select(m => (Time: m.Groups[1].Value, Unserved: double.Parse(m.Groups[2].Value, CultureInfo.InvariantCulture)))
            .OrderBy(m => m.Time, StringComparer.Ordinal)
            .Select(m => m.Unserved),
    ];

    [GeneratedRegex(@"^(\S+) .*nobody served it for (\d+) ms", RegexOptions.Multiline)]
    private static partial Regex UnservedLine();
}
