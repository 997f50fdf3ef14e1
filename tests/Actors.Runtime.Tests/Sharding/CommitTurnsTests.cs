using Actors.Journal;
using Actors.Runtime.Sharding;
using Actors.Runtime.Tests.Samples;
using Actors.Sharding;

namespace Actors.Runtime.Tests.Sharding;

public sealed class CommitTurnsTests
{
    private const int Shards = 12;
    private readonly EntityMemory _memory = new(entityCountMax: 1000);
    private readonly ShardActions _actions = new();
    private readonly ShardMachine[] _machines;
    private readonly CommitTurns _turns = new(new ShardCount(Shards), new ShardHostOptions { CommitRecords = 20, CommitRecordsMax = 60 });

    public CommitTurnsTests()
    {
        _machines = [.. Enumerable.Range(0, Shards).Select(MachineOf)];
        Array.ForEach(_machines, _turns.Add);
    }

    [Fact]
    public void Nothing_starts_where_nothing_waits()
    {
        Assert.Null(_turns.Start(out _));
        Assert.True(_turns.IsIdle);
    }

    [Fact]
    public void A_commit_starts_with_whatever_waits_when_none_is_on_its_way()
    {
        Decide(3, 1);

        Assert.Equal([3], Started(1));
        Assert.False(_turns.IsIdle);
    }

    [Fact]
    public void A_second_commit_waits_until_it_is_full_and_takes_other_shards()
    {
        Decide(3, 1);
        Started(1);
        Decide(3, 100); // What waits for its own shard's commit does not count.
        Decide(4, 19);
        Assert.Null(_turns.Start(out _));

        Decide(5, 1);

        Assert.Equal([4, 5], Started(20));
        Decide(6, 60);
        Assert.Null(_turns.Start(out _));
    }

    [Fact]
    public void A_commit_is_full_with_a_third_of_what_waits_and_is_on_its_way()
    {
        for (var shard = 0; shard < Shards; shard++)
        {
            Decide(shard, 10);
        }

        Assert.Equal([0, 1, 2, 3], Started(40));
        Assert.Equal([4, 5, 6, 7], Started(40));
        Assert.Null(_turns.Start(out _));
    }

    [Fact]
    public void A_commit_has_no_more_records_than_it_may_but_for_the_last_shard()
    {
        for (var shard = 0; shard < Shards; shard++)
        {
            Decide(shard, 50);
        }

        Assert.Equal([0, 1], Started(100));
    }

    [Fact]
    public void Each_shard_gets_its_turn_however_much_the_first_ones_have_to_commit()
    {
        var seen = new HashSet<int>();
        for (var round = 0; round < Shards; round++)
        {
            for (var shard = 0; shard < Shards; shard++)
            {
                Decide(shard, 30);
            }

            var commits = _turns.Start(out _)!;
            seen.UnionWith(commits.Select(commit => commit.Shard.Value));
            commits.ForEach(commit => _machines[commit.Shard.Value].Committed(_actions));
            _turns.Ended(commits);
            Assert.True(_turns.IsIdle);
        }

        Assert.Equal(Shards, seen.Count);
    }

    [Fact]
    public void A_shard_that_is_gone_gets_no_turn()
    {
        Decide(3, 5);
        Decide(4, 5);
        _turns.Remove(new ShardId(3));

        Assert.Equal([4], Started(5));
    }

    private int[] Started(int expectedRecords)
    {
        var commits = _turns.Start(out var records)!;
        Assert.Equal(expectedRecords, records);
        return [.. commits.Select(commit => commit.Shard.Value)];
    }

    private ShardMachine MachineOf(int shard)
    {
        var head = new ShardHead(new ShardId(shard), "node-1", new Epoch(1), SequenceNumber.None);
        return new ShardMachine(new ShardClaim(head, null), new LaneLedger(), _memory, new ShardOptions());
    }

    private void Decide(int shard, int records)
    {
        var machine = _machines[shard];
        var key = new EntityKey(Notebook.Definition.Type, new EntityId($"of-{shard}"));
        for (var i = 0; i < records; i++)
        {
            machine.Deliver(new Envelope { Target = key, Command = new NoteCommand.Write(i), Time = DateTimeOffset.UnixEpoch }, _actions);
            if (_actions.Loads.Count > 0)
            {
                _actions.Loads.Clear();
                machine.Loaded(EntityRecovery.Start(key, Notebook.Definition, null, windowCapacity: 1), _actions);
            }
        }
    }
}
