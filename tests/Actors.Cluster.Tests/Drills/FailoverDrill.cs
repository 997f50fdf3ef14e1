using System.Globalization;
using Actors.Cluster.Tests.Nodes;
using SmallBank;

namespace Actors.Cluster.Tests.Drills;

/// <summary>
/// Kills one node after the other under load, and measures how long the slowest of its entities takes to accept commands again: for
/// each kill, the time until the last of many probed accounts, at least one in nearly every shard, has answered a command that was sent after it.
/// </summary>
internal static class FailoverDrill
{
    private const int Probes = 128;
    private const int Nodes = 3;

    /// <summary>Runs it.</summary>
    public static async Task<FailoverFigures> Run(int kills, int seed, Action<string> tell)
    {
        await using var cluster = await BankCluster.Start(Nodes);
        await using var load = await BankLoad.Start(cluster, accounts: 200, clients: 8, seed);
        using var client = new BankClient(cluster);
        var probes = Enumerable.Range(0, Probes).Select(i => $"probe-{i}").ToList();
        var answers = new List<BankAnswer>();
        answers.AddRange(await Task.WhenAll(probes.Select((p, i) => client.Send(p, new AccountCommand.OpenAccount(1, 1), $"open {p}", i))));
        var random = new Random(seed);
        var times = new List<double>();
        for (var kill = 0; kill < kills; kill++)
        {
            await load.Progress(100);
            var node = cluster.Listening[random.Next(cluster.Listening.Count)];
            await node.Kill();
            var number = kill;
            var probing = await Task.WhenAll(
                probes.Select((p, i) => client.Send(p, new AccountCommand.DepositChecking(1), $"kill {number} {p}", i)));
            answers.AddRange(probing);
            times.Add(probing.Max(a => a.Took.TotalMilliseconds));
            tell(string.Create(CultureInfo.InvariantCulture, $"kill {kill + 1} of {kills}: {node.Name}, all {Probes} probed entities answer again after {times[^1]:F0} ms"));
            await node.Start();
            await cluster.IsBalanced();
        }

        await load.Stop();
        var audit = await ClusterAudit.Of(cluster, [.. load.Answers, .. answers]);
        tell(audit.ToString());
        times.Sort();
        return new FailoverFigures(
            kills, Percentile.Of(times, 0.5), Percentile.Of(times, 0.99), audit.Lost, audit.Duplicated, audit.IsClean, load.Answers.Count);
    }
}
