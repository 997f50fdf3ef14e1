using System.Globalization;
using Actors.Cluster.Tests.Network;
using Actors.Cluster.Tests.Nodes;
using Actors.Cluster.Tests.Programs;

namespace Actors.Cluster.Tests.Drills;

/// <summary>
/// Lets faults happen at random, one after the other, while clients send commands, and audits the journal in the end. The faults and
/// what clients send follow from the seed; when exactly a fault hits depends on the machine.
/// </summary>
internal sealed class ChaosDrill(IClusterProgram program, int seed, Action<string> tell)
{
    private const int NodesAtStart = 3;
    private readonly Dictionary<ChaosFault, int> _counts = [];

    /// <summary>Runs it.</summary>
    /// <param name="duration">How long faults happen.</param>
    /// <param name="pause">How long each client waits between its commands; not at all by default.</param>
    public async Task<ClusterAudit> Run(TimeSpan duration, TimeSpan pause = default)
    {
        var why = program.RunsInNetwork ? VirtualNetwork.WhyNot : "this application listens on this machine only.";
        await using var network = why is null ? await VirtualNetwork.Create(seed) : null;
        tell(why is null ? "Each node and each database server has a network namespace of its own." : $"No links are cut: {why}");
        await using var cluster = await NodeCluster.Start(new ClusterPlan { Nodes = NodesAtStart, Program = program, HasStandby = true, Network = network });
        await using var load = await ClusterLoad.Start(cluster, clients: 8, seed, pause);
        await Disturb(cluster, load, duration);
        await load.Progress(100);
        await load.Stop();
        await cluster.IsBalanced();
        var audit = await ClusterAudit.Of(cluster, load);
        tell(string.Create(
            CultureInfo.InvariantCulture,
            $"seed {seed}: {_counts.Values.Sum()} faults ({string.Join(", ", _counts.OrderBy(c => c.Key).Select(c => $"{c.Key} {c.Value}"))}), {load.Answers.Count:N0} commands answered, {load.Retries:N0} sent again, the slowest took {load.Answers.Max(a => a.Took).TotalSeconds:F1} s; {audit}"));
        return audit;
    }

    private async Task Disturb(NodeCluster cluster, ClusterLoad load, TimeSpan duration)
    {
        var random = new Random(seed);
        var faults = new ChaosFaults(cluster, random);
        var started = TimeProvider.System.GetTimestamp();
        while (TimeProvider.System.GetElapsedTime(started) < duration)
        {
            await load.Progress(random.Next(20, 300));
            var fault = faults.Draw();
            var what = await faults.Inflict(fault);
            tell(string.Create(CultureInfo.InvariantCulture, $"{TimeProvider.System.GetElapsedTime(started):mm\\:ss} {fault} {what}; {load.Answers.Count:N0} answered"));
            _counts[fault] = _counts.GetValueOrDefault(fault) + 1;
        }

        await faults.End();
    }
}
