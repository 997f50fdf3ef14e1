using System.Globalization;
using Actors.Cluster.Tests.Nodes;
using Actors.Cluster.Tests.Programs;

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
    public static async Task<FailoverFigures> Run(IClusterProgram program, int kills, int seed, Action<string> tell)
    {
        await using var cluster = await NodeCluster.Start(new ClusterPlan { Nodes = Nodes, Program = program });
        await using var load = await ClusterLoad.Start(cluster, clients: 8, seed);
        using var client = new ClusterClient(cluster);
        var answers = new List<ClusterAnswer>();
        answers.AddRange(await Task.WhenAll(Enumerable.Range(0, Probes)
            .Select(program.OpenProbe).OfType<ProgramCommand>().Select((p, i) => client.Send(p, $"open {p.Entity}", i))));
        var random = new Random(seed);
        var (times, topicTimes) = (new List<double>(), new List<double>());
        for (var kill = 0; kill < kills; kill++)
        {
            await load.Progress(100);
            var node = cluster.Listening[random.Next(cluster.Listening.Count)];
            await node.Kill();
            var number = kill;
            var throughTopic = load.ProbeTopic(Enumerable.Range(0, Probes).Select(program.Probe), $"kill {number}");
            var probing = await Task.WhenAll(
                Enumerable.Range(0, Probes).Select(i => client.Send(program.Probe(i), $"kill {number} {i}", i)));
            answers.AddRange(probing);
            times.Add(probing.Max(a => a.Took.TotalMilliseconds));
            tell(string.Create(CultureInfo.InvariantCulture, $"kill {kill + 1} of {kills}: {node.Name}, all {Probes} probed entities answer again after {times[^1]:F0} ms"));
            if (await throughTopic is { } last)
            {
                topicTimes.Add(last.TotalMilliseconds);
                tell(string.Create(CultureInfo.InvariantCulture, $"  through the topic after {topicTimes[^1]:F0} ms"));
            }

            await node.Start();
            await cluster.IsBalanced();
            if (await load.ProgressOnTopic() is { } took)
            {
                tell(string.Create(CultureInfo.InvariantCulture, $"  {load.AcknowledgedByBroker} records of the topic are in the journal {took.TotalSeconds:F1} s after the node was back"));
            }
        }

        await load.Stop();
        answers.ForEach(load.Answers.Enqueue);
        var audit = await ClusterAudit.Of(cluster, load);
        tell(audit.ToString());
        times.Sort();
        topicTimes.Sort();
        return new FailoverFigures(
            kills, Percentile.Of(times, 0.5), Percentile.Of(times, 0.99), audit.Lost, audit.Duplicated, audit.IsClean, load.Answers.Count, load.AcknowledgedByBroker,
            Percentile.Of(topicTimes, 0.5), Percentile.Of(topicTimes, 0.99));
    }
}
