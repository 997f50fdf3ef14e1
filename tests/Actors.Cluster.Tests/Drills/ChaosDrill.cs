using System.Globalization;
using Actors.Cluster.Tests.Nodes;

namespace Actors.Cluster.Tests.Drills;

/// <summary>
/// Lets faults happen at random, one after the other, while clients send commands, and audits the journal in the end. The faults and
/// what clients send follow from the seed; when exactly a fault hits depends on the machine.
/// </summary>
internal sealed class ChaosDrill(int seed, Action<string> tell)
{
    private const int NodesAtStart = 3;
    private const int NodesMax = 4;
    private readonly Random _random = new(seed);

    private enum Fault
    {
        Kill, Freeze, Restart, JoinOrLeave, DatabaseRestart, DatabaseKill,
    }

    /// <summary>Runs it.</summary>
    public async Task<ClusterAudit> Run(TimeSpan duration)
    {
        await using var cluster = await NodeCluster.Start(new ClusterPlan { Nodes = NodesAtStart });
        await using var load = await ClusterLoad.Start(cluster, clients: 8, seed);
        var started = TimeProvider.System.GetTimestamp();
        var faults = 0;
        while (TimeProvider.System.GetElapsedTime(started) < duration)
        {
            await load.Progress(_random.Next(50, 400));
            await Inflict(cluster, Draw());
            faults++;
        }

        foreach (var node in cluster.Nodes.Where(n => n.Address is null))
        {
            await node.Start();
        }

        await load.Progress(100);
        await load.Stop();
        await cluster.IsBalanced();
        var audit = await ClusterAudit.Of(cluster, load);
        tell(string.Create(
            CultureInfo.InvariantCulture,
            $"seed {seed}: {faults} faults, {load.Answers.Count:N0} commands answered, {load.Retries:N0} sent again, the slowest took {load.Answers.Max(a => a.Took).TotalSeconds:F1} s; {audit}"));
        return audit;
    }

    /// <summary>The database is struck less often: every such fault stops everybody.</summary>
    private Fault Draw() => _random.Next(10) switch
    {
        < 3 => Fault.Kill,
        < 5 => Fault.Freeze,
        < 7 => Fault.Restart,
        < 8 => Fault.JoinOrLeave,
        < 9 => Fault.DatabaseRestart,
        _ => Fault.DatabaseKill,
    };

    private async Task Inflict(NodeCluster cluster, Fault fault)
    {
        var node = cluster.Listening[_random.Next(cluster.Listening.Count)];
        var pause = TimeSpan.FromMilliseconds(_random.Next(0, 3000));
        tell(string.Create(CultureInfo.InvariantCulture, $"{fault} {(fault >= Fault.JoinOrLeave ? string.Empty : node.Name)} for {pause.TotalMilliseconds} ms"));
        switch (fault)
        {
            case Fault.Kill:
                await node.Kill();
                await Pass(pause);
                await node.Start();
                return;
            case Fault.Freeze:
                await node.Freeze();
                await Pass(pause);
                await node.Thaw();
                return;
            case Fault.Restart:
                await node.Stop();
                await Pass(pause);
                await node.Start();
                return;
            case Fault.JoinOrLeave:
                await JoinOrLeave(cluster);
                return;
            case Fault.DatabaseRestart:
                await cluster.Database.Restart();
                return;
            default:
                await cluster.Database.Kill();
                await Pass(pause / 3);
                await cluster.Database.Resume();
                return;
        }
    }

    private static async Task JoinOrLeave(NodeCluster cluster)
    {
        if (cluster.Nodes.Count < NodesMax)
        {
            await (await cluster.Add()).Start();
        }
        else if (cluster.Nodes[^1].Address is null)
        {
            await cluster.Nodes[^1].Start();
        }
        else
        {
            await cluster.Nodes[^1].Stop();
        }
    }

    private static Task Pass(TimeSpan time)
    {
        var started = TimeProvider.System.GetTimestamp();
        return TestKit.Time.Eventually.Holds(() => TimeProvider.System.GetElapsedTime(started) >= time);
    }
}
