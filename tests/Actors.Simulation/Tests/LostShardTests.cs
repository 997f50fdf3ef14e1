using Actors.Journal;
using Actors.Sharding;
using Actors.Simulation.Entities;
using Xunit;

namespace Actors.Simulation.Tests;

/// <summary>What a machine says that has lost its shard and does not know it yet.</summary>
public sealed class LostShardTests
{
    /// <summary>The simulator found it (seed 1220 of its first form): the view showed the new owner's event, with the lost owner's head as the place to have read.</summary>
    [Fact]
    [Trait("Invariant", "I5")]
    public void A_view_of_an_entity_that_the_new_owner_has_changed_names_a_record_that_includes_the_change()
    {
        var (shard, key) = (new ShardId(0), TestModel.Counters[0]);
        var claim = new ShardClaim(new ShardHead(shard, "lost", new Epoch(1), SequenceNumber.None), null);
        var machine = new ShardMachine(claim, new LaneLedger(), new EntityMemory(4), new ShardOptions());
        var actions = new ShardActions();
        machine.Deliver(new Envelope { Target = key, Time = DateTimeOffset.UnixEpoch }, actions);
        var image = new EntityImage(key, TestModel.Create().Find(key.Type)!, 8) { State = new Counter(1, 1), LastSequence = new SequenceNumber(7) };
        machine.Loaded(image, actions);
        Assert.Equal(7, Assert.Single(actions.Replies).Reply.View!.Sequence.Value);
    }
}
