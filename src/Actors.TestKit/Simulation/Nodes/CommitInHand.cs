using Actors.Journal;
using Actors.Sharding;
using Actors.TestKit.Simulation.Worlds;

namespace Actors.TestKit.Simulation.Nodes;

/// <summary>
/// A group of commits on its way, settled as the real committer does it: after a lost answer or a refusal the heads are read, and
/// they tell which commits are in, which are fenced and which to try again.
/// </summary>
internal sealed class CommitInHand(SimulatedWorld world, IReadOnlyList<(ShardMachine Machine, ShardCommit Commit)> parts)
{
    private List<ShardCommit> _remaining = [.. parts.Select(p => p.Commit)];
    private bool _mustSettle;
    private bool _isRetry;
    private int _waitsUntil;
    private bool _isSlowDrawn;

    public IReadOnlyList<(ShardMachine Machine, ShardCommit Commit)> Parts => parts;

    /// <summary>The shards that were fenced, and whether their batch may be in all the same.</summary>
    public Dictionary<ShardId, bool> Fenced { get; } = [];

    /// <summary>Whether the host gives up without knowing.</summary>
    public bool IsGivenUp { get; private set; }

    /// <summary>Goes one step further; true when it has come to its end.</summary>
    public bool Advance()
    {
        if (_waitsUntil > world.Trace.Step)
        {
            return false;
        }

        if (IsGivenUp || _remaining.Count == 0)
        {
            return true;
        }

        if (world.Journal.IsAway)
        {
            _isRetry = _mustSettle = true;
        }
        else if (_mustSettle)
        {
            Settle();
        }
        else
        {
            Send();
        }

        return false;
    }

    private void Send()
    {
        var random = world.Random;
        if (!_isSlowDrawn && random.Chance(world.Conditions.SlowCommit))
        {
            BeSlow(); // Before the journal comes to it.
            return;
        }

        if (random.Chance(world.Conditions.GiveUp))
        {
            IsGivenUp = true;
            SendWithoutAnswer(random.Below(3));
            world.Trace.Tell($"a commit of shards {string.Join(", ", _remaining.Select(c => c.Shard))} is given up");
        }
        else if (random.Chance(world.Conditions.LostAnswer))
        {
            var way = random.Below(3);
            SendWithoutAnswer(way);
            world.Trace.Tell($"the answer of a commit of shards {string.Join(", ", _remaining.Select(c => c.Shard))} is lost ({Ways.Of(way)})");
            _isRetry = _mustSettle = true;
            PlantAfterLostAnswer();
            LoseShardToo();
        }
        else
        {
            _remaining = [.. _remaining.Where(c => !world.Journal.Commit(c))];
            _mustSettle = _remaining.Count > 0;
            if (random.Chance(world.Conditions.SlowCommit))
            {
                BeSlow(); // Before the answer is here.
            }
        }
    }

    private void BeSlow()
    {
        _isSlowDrawn = true;
        _waitsUntil = world.Trace.Step + world.Random.Between(20, 150);
        world.Trace.Tell($"a commit of shards {string.Join(", ", parts.Select(p => p.Commit.Shard))} takes until step {_waitsUntil}");
    }

    /// <summary>The journal stores it now, later, or never; nobody is told.</summary>
    private void SendWithoutAnswer(int way)
    {
        foreach (var commit in _remaining)
        {
            if (way == 0)
            {
                world.Journal.Commit(commit);
            }
            else if (way == 1)
            {
                world.Journal.Later(() => world.Journal.Commit(commit));
            }
        }
    }

    /// <summary>What breaks a connection often moves a shard as well: another node claims it before anybody has read its head.</summary>
    private void LoseShardToo()
    {
        if (_remaining.Count > 0 && world.Random.Chance(world.Conditions.Takeover * 100)
            && world.Random.Pick(world.Nodes) is { IsRunning: true } claimant)
        {
            var shard = world.Random.Pick(_remaining).Shard;
            if (!claimant.Drives(shard, world.Journal.Head(shard).Epoch))
            {
                claimant.Claim(shard);
            }
        }
    }

    private void Settle()
    {
        var again = new List<ShardCommit>();
        foreach (var commit in _remaining)
        {
            var settled = CommitSettlement.Of(commit, world.Journal.Head(commit.Shard), _isRetry);
            if (settled == SettledCommit.Again)
            {
                again.Add(commit);
            }
            else if (settled != SettledCommit.Stored)
            {
                Fenced.Add(commit.Shard, settled == SettledCommit.FencedUncertain && world.Fault != PlantedFault.FencedTakenForCertain);
            }
        }

        _remaining = again;
        _mustSettle = false;
    }

    private void PlantAfterLostAnswer()
    {
        if (world.Fault == PlantedFault.LostAnswerAsFailure)
        {
            foreach (var commit in _remaining)
            {
                Fenced.Add(commit.Shard, false);
            }

            _remaining = [];
        }
        else if (world.Fault == PlantedFault.BlindRetry)
        {
            _mustSettle = false;
            _remaining = [.. _remaining.Select(c => Rebased(c, world.Journal.Head(c.Shard)))];
        }
    }

    private static ShardCommit Rebased(ShardCommit commit, ShardHead head) => commit with
    {
        Epoch = head.Epoch,
        ExpectedHead = head.Head,
        Records = [.. commit.Records.Select((r, i) => r with { Sequence = new SequenceNumber(head.Head.Value + 1 + i) })],
    };
}
