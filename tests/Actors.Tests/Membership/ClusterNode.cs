using Actors.Journal;
using Actors.Membership;
using Actors.Sharding;

namespace Actors.Tests.Membership;

/// <summary>A machine with the simplest of drivers: every call is carried out and answered at once.</summary>
internal sealed class ClusterNode
{
    private readonly ClusterWorld _world;
    private readonly ClusterActions _actions = new();
    private readonly MembershipOptions _times;

    public ClusterNode(ClusterWorld world, string name, MembershipOptions? times = null)
    {
        (_world, Name, _times) = (world, name, times ?? new MembershipOptions());
        Restart();
    }

    public string Name { get; }

    public MemberRoles Roles { get; set; } = MemberRoles.Shards;

    public ClusterMachine Machine { get; private set; } = null!;

    public bool IsPaused { get; set; }

    /// <summary>Whether its own calls of the store fail.</summary>
    public bool IsCutOff { get; set; }

    /// <summary>Whether its claims are made and their answers lost.</summary>
    public bool LosesClaims { get; set; }

    /// <summary>Whether it cannot yet hand shards off.</summary>
    public bool IsBusy { get; set; }

    public List<ClusterNode> Unreachable { get; } = [];

    /// <summary>The shards that it serves.</summary>
    public Dictionary<ShardId, Epoch> Served { get; } = [];

    public List<LostShard> Lost { get; } = [];

    public int LeasesLost { get; private set; }

    public int HandOffs { get; private set; }

    public bool HasLeft { get; private set; }

    public bool HasLease => Machine.HasLease(_world.Now);

    /// <summary>The process dies and starts anew.</summary>
    public void Restart()
    {
        Served.Clear();
        Machine = new ClusterMachine(_times);
        Machine.Ready();
    }

    public void Step()
    {
        if (IsPaused)
        {
            return;
        }

        Machine.Tick(_world.Now, [.. Unreachable.Select(node => node.Machine.Self).OfType<NodeId>()], _actions);
        while (CarryOut())
        {
            Machine.Tick(_world.Now, [], _actions);
        }
    }

    private bool CarryOut()
    {
        var (isFailing, isJoining, heartbeat) = (IsCutOff || _world.IsStoreAway, _actions.MustJoin, _actions.Heartbeat);
        LeasesLost += _actions.IsLeaseLost ? 1 : 0;
        HasLeft |= _actions.HasLeft;
        _actions.Clear();
        if (isJoining && !isFailing)
        {
            Machine.Joined(_world.Join(Name, Roles, _times.Lease));
        }
        else if (heartbeat is not null && !isFailing)
        {
            Machine.Beaten(_world.Beat(heartbeat with { Unreachable = [.. Unreachable.Select(node => node.Machine.Self).OfType<NodeId>()] }), _world.Now, _world.Now, _actions);
            CarryOutShards();
        }
        else if (isJoining)
        {
            Machine.JoinFailed(_world.Now);
        }
        else if (heartbeat is not null)
        {
            Machine.BeatFailed(_world.Now);
        }

        return isJoining && !isFailing;
    }

    private void CarryOutShards()
    {
        foreach (var move in _actions.Moves)
        {
            _world.Move(move.Node, move.To);
        }

        foreach (var lost in _actions.Lost)
        {
            Lost.Add(lost);
            Served.Remove(lost.Shard);
        }

        foreach (var row in _actions.Releases)
        {
            _world.Release(row.Shard, row.Epoch);
        }

        foreach (var row in _actions.HandOffs)
        {
            HandOffs++;
            HandOff(row);
        }

        if (_actions.Claims.Count > 0)
        {
            Claim(Machine.Self!.Value, [.. _actions.Claims]);
        }

        HasLeft |= _actions.HasLeft;
        _actions.Clear();
    }

    private void HandOff(ShardHead row)
    {
        if (!IsBusy)
        {
            Served.Remove(row.Shard);
            _world.Release(row.Shard, row.Epoch);
            Machine.HandedOff(row.Shard, row.Epoch);
        }
    }

    private void Claim(NodeId self, ShardHead[] rows)
    {
        var won = rows.Select(row => _world.TryClaim(row, self)).OfType<ShardClaim>().ToList();
        if (LosesClaims)
        {
            Machine.ClaimFailed(self, rows);
            return;
        }

        foreach (var claim in Machine.Claimed(self, rows, won))
        {
            Served[claim.Head.Shard] = claim.Head.Epoch;
        }
    }
}
