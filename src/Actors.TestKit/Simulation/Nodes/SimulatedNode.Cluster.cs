using Actors.Journal;
using Actors.Membership;
using Actors.Sharding;
using Actors.TestKit.Simulation.Worlds;

namespace Actors.TestKit.Simulation.Nodes;

/// <content>What it does as a member of the cluster: serves what it has claimed, hands off, loses, and answers views under its lease.</content>
internal sealed partial class SimulatedNode
{
    /// <summary>Does what its part in the cluster asks for.</summary>
    public void AdvanceCluster()
    {
        Member.Advance();
        foreach (var (shard, epoch) in _handingOff.ToArray())
        {
            Drain(shard, epoch);
        }

        CarryOut();
    }

    /// <summary>Tells whether something keeps it from beating now.</summary>
    public void ObserveTrouble()
    {
        if (!IsRunning || Member.Self is null || Member.CutUntil > _world.Trace.Step)
        {
            TroubleAt = _world.Elapsed;
        }
    }

    /// <summary>Reads the lanes of a shard that it has claimed, and serves it then.</summary>
    public void Serve(ShardClaim claim)
    {
        GiveUp(claim.Head.Shard);
        _world.Trace.Tell($"{Name} claims shard {claim.Head.Shard}: epoch {claim.Head.Epoch}, head {claim.Head.Head}");
        _claims.Add(new ClaimInHand(claim));
    }

    /// <summary>Takes no more for a shard, and releases it when everything in hand is committed.</summary>
    public void HandOff(ShardId shard, Epoch epoch)
    {
        _world.Trace.Tell($"{Name} hands shard {shard} of epoch {epoch} off");
        _handingOff[shard] = epoch;
    }

    /// <summary>Stops serving a shard that others have.</summary>
    public void Lose(LostShard lost)
    {
        _handingOff.Remove(lost.Shard);
        if (_machines.TryGetValue(lost.Shard, out var machine) && machine.Epoch == lost.Epoch)
        {
            Stop(machine, $"{lost.Row.Owner ?? "nobody"} has it in epoch {lost.Row.Epoch}", machine.IsCommitting);
        }

        _claims.RemoveAll(c => c.Claim.Head.Shard == lost.Shard && c.Claim.Head.Epoch == lost.Epoch);
    }

    /// <summary>Takes a shard by hand, whoever has it: what no node would do, and an operator might.</summary>
    public void Claim(ShardId shard)
    {
        if (_world.Journal.IsAway || Member.Self is not { } self || Member.IsLeaving)
        {
            return; // Who leaves is removed as soon as it owns nothing; no operator can be quick enough to give it something then.
        }

        GiveUp(shard);
        var claim = _world.Journal.Claim(shard, self.ToString());
        _world.Trace.Tell($"{Name} is given shard {shard}: epoch {claim.Head.Epoch}, head {claim.Head.Head}");
        if (!_world.Random.Chance(_world.Conditions.LostAnswer / 2))
        {
            Member.Taken(claim);
            _claims.Add(new ClaimInHand(claim));
        }
    }

    private void GiveUp(ShardId shard)
    {
        if (_machines.TryGetValue(shard, out var old))
        {
            Stop(old, "the shard is claimed anew", isUncertain: old.IsCommitting);
            CarryOut();
        }

        _handingOff.Remove(shard);
        _claims.RemoveAll(c => c.Claim.Head.Shard == shard);
    }

    private void Drain(ShardId shard, Epoch epoch)
    {
        var machine = _machines.GetValueOrDefault(shard);
        var isBusy = machine is not null && machine.Epoch == epoch && (machine.Pending > 0 || machine.IsCommitting);
        if (isBusy && _world.Fault != PlantedFault.ReleaseBeforeCommit)
        {
            return;
        }

        if (machine?.Epoch == epoch)
        {
            Stop(machine, "it was handed off", isUncertain: false);
        }

        _handingOff.Remove(shard);
        _claims.RemoveAll(c => c.Claim.Head.Shard == shard && c.Claim.Head.Epoch == epoch);
        Member.Release(shard, epoch);
    }

    /// <summary>A view may have waited until the lease is over.</summary>
    private CommandReply WithLease(Envelope envelope, CommandReply reply)
    {
        if (reply.Kind != ReplyKind.Viewed)
        {
            return reply;
        }

        if (!Member.HasLease)
        {
            return CommandReply.Retry("this node has no lease");
        }

        var shard = _world.Journal.ShardCount.ShardOf(envelope.Target);
        if (_machines.TryGetValue(shard, out var machine))
        {
            _world.Checkers.Served(this, shard, machine.Epoch);
        }

        return reply;
    }
}
