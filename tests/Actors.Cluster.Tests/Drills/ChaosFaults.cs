using System.Globalization;
using Actors.Cluster.Tests.Network;
using Actors.Cluster.Tests.Nodes;
using Actors.TestKit.Time;

namespace Actors.Cluster.Tests.Drills;

/// <summary>Inflicts faults on a cluster; each is over when its call ends, but for the weather.</summary>
internal sealed class ChaosFaults(NodeCluster cluster, Random random)
{
    private const int NodesMax = 4;

    // How often each happens. The database is struck less often: every such fault stops everybody.
    private static readonly (ChaosFault Fault, int Weight)[] Weights =
    [
        (ChaosFault.Kill, 6), (ChaosFault.Freeze, 4), (ChaosFault.Restart, 3), (ChaosFault.RollingRestart, 1), (ChaosFault.JoinOrLeave, 2),
        (ChaosFault.DatabaseRestart, 2), (ChaosFault.DatabaseKill, 2), (ChaosFault.FailOver, 2),
        (ChaosFault.CutOff, 3), (ChaosFault.CutFromDatabase, 3), (ChaosFault.CutBetweenNodes, 3), (ChaosFault.Weather, 2),
    ];

    private bool _isStormy;

    private LinkState Weather => _isStormy ? new LinkState(Delay: TimeSpan.FromMilliseconds(4), LossPerMille: 10) : LinkState.Good;

    /// <summary>The next fault.</summary>
    public ChaosFault Draw()
    {
        var possible = Weights.Where(w => w.Fault < ChaosFault.CutOff || cluster.IsInNetwork).ToArray();
        var place = random.Next(possible.Sum(w => w.Weight));
        return possible.First(w => (place -= w.Weight) < 0).Fault;
    }

    /// <summary>Inflicts it and undoes it.</summary>
    /// <returns>To whom, and for how long.</returns>
    public async Task<string> Inflict(ChaosFault fault)
    {
        var node = cluster.Listening[random.Next(cluster.Listening.Count)];
        var pause = TimeSpan.FromMilliseconds(random.Next(0, 4000));
        switch (fault)
        {
            case ChaosFault.Kill or ChaosFault.Restart:
                await (fault == ChaosFault.Kill ? node.Kill() : node.Stop());
                await Pass(pause);
                await node.Start();
                break;
            case ChaosFault.Freeze:
                await node.Freeze();
                await Pass(pause);
                await node.Thaw();
                break;
            case ChaosFault.RollingRestart:
                return await RollingRestart();
            case ChaosFault.JoinOrLeave:
                return await JoinOrLeave();
            case ChaosFault.DatabaseRestart or ChaosFault.DatabaseKill or ChaosFault.FailOver:
                return await StrikeDatabase(fault, pause / 3);
            default:
                return await StrikeNetwork(fault, node, pause);
        }

        return $"of {node.Name} for {Text(pause)}";
    }

    /// <summary>Good links, and all nodes running.</summary>
    public async Task End()
    {
        if (cluster.IsInNetwork)
        {
            cluster.Network.Heal();
        }

        foreach (var node in cluster.Nodes.Where(n => n.Address is null))
        {
            await node.Start();
        }
    }

    private static string Text(TimeSpan time) => string.Create(CultureInfo.InvariantCulture, $"{time.TotalMilliseconds:F0} ms");

    private static Task Pass(TimeSpan time)
    {
        var started = TimeProvider.System.GetTimestamp();
        return Eventually.Holds(() => TimeProvider.System.GetElapsedTime(started) >= time);
    }

    private async Task<string> RollingRestart()
    {
        var nodes = cluster.Listening;
        foreach (var node in nodes)
        {
            await node.Stop();
            await node.Start();
        }

        return $"of {nodes.Count} nodes";
    }

    private async Task<string> JoinOrLeave()
    {
        if (cluster.Nodes.Count < NodesMax)
        {
            await (await cluster.Add()).Start();
            SetWeather();
            return $"{cluster.Nodes[^1].Name} joined";
        }

        var last = cluster.Nodes[^1];
        var joins = last.Address is null;
        await (joins ? last.Start() : last.Stop());
        return $"{last.Name} {(joins ? "joined" : "left")}";
    }

    private async Task<string> StrikeDatabase(ChaosFault fault, TimeSpan pause)
    {
        if (fault == ChaosFault.DatabaseRestart)
        {
            await cluster.Database.Restart();
        }
        else if (fault == ChaosFault.DatabaseKill)
        {
            await cluster.Database.Kill();
            await Pass(pause);
            await cluster.Database.Resume();
        }
        else
        {
            await cluster.Database.FailOver();
            await Pass(pause);
            await cluster.Database.AddStandby();
        }

        return fault == ChaosFault.DatabaseRestart ? string.Empty : $"for {Text(pause)}";
    }

    private async Task<string> StrikeNetwork(ChaosFault fault, ClusterNode node, TimeSpan pause)
    {
        if (fault == ChaosFault.Weather)
        {
            _isStormy = !_isStormy;
            SetWeather();
            return _isStormy ? "slow and lossy" : "good";
        }

        var others = cluster.Listening.Where(n => n != node).ToList();
        var places = fault switch
        {
            ChaosFault.CutOff => [.. cluster.Database.Places, .. others.Select(o => o.Place)],
            ChaosFault.CutFromDatabase => cluster.Database.Places,
            _ => (IReadOnlyList<NetworkPlace>)[others[random.Next(others.Count)].Place],
        };
        var ways = fault == ChaosFault.CutOff ? 0 : random.Next(3);
        foreach (var place in places)
        {
            cluster.Network.Set(node.Place, place, ways == 1 ? Weather : LinkState.Cut);
            cluster.Network.Set(place, node.Place, ways == 2 ? Weather : LinkState.Cut);
        }

        await Pass(2 * pause);
        SetWeather();
        return $"of {node.Name} {((string[])["both ways", "as it hears", "as it speaks"])[ways]} for {Text(2 * pause)}";
    }

    private void SetWeather()
    {
        if (cluster.IsInNetwork)
        {
            NetworkPlace[] places = [.. cluster.Database.Places, .. cluster.Nodes.Select(n => n.Place)];
            foreach (var (one, other) in places.SelectMany(one => places.Where(other => other != one), (one, other) => (one, other)))
            {
                cluster.Network.Set(one, other, Weather);
            }
        }
    }
}
