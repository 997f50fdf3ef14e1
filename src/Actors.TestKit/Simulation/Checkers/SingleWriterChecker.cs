using Actors.Journal;
using Actors.Sharding;

namespace Actors.TestKit.Simulation.Checkers;

/// <summary>I1: only the newest claim of a shard appends to it, and its records have no gap.</summary>
internal sealed class SingleWriterChecker() : Checker("I1")
{
    private readonly Dictionary<ShardId, Epoch> _claimed = [];
    private readonly Dictionary<ShardId, long> _heads = [];

    public override void Claimed(ShardHead head)
    {
        Require(head.Epoch > _claimed.GetValueOrDefault(head.Shard), $"shard {head.Shard} was claimed twice in epoch {head.Epoch}");
        _claimed[head.Shard] = head.Epoch;
    }

    public override void Appended(ShardCommit commit)
    {
        var newest = _claimed.GetValueOrDefault(commit.Shard);
        Require(commit.Epoch == newest, $"the owner of epoch {commit.Epoch} appended to shard {commit.Shard}, claimed since in epoch {newest}");
        foreach (var record in commit.Records)
        {
            var expected = _heads.GetValueOrDefault(commit.Shard) + 1;
            Require(record.Sequence.Value == expected, $"shard {commit.Shard} has record {record.Sequence} where {expected} comes next");
            _heads[commit.Shard] = expected;
        }
    }

    public override void Confirmed(ShardCommit commit) =>
        Require(
            _heads.GetValueOrDefault(commit.Shard) >= commit.NewHead.Value,
            $"an owner of shard {commit.Shard} takes its commit up to {commit.NewHead} for durable, which is not stored");
}
