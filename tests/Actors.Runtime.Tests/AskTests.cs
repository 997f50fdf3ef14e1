using Actors.Runtime.Tests.Nodes;
using Actors.Runtime.Tests.Samples;
using Actors.Sharding;

namespace Actors.Runtime.Tests;

/// <summary>Commands and answers of one node that nothing happens to.</summary>
public sealed class AskTests
{
    [Fact]
    public async Task An_ask_is_answered_with_its_durable_outcome()
    {
        await using var node = await TestNode.Start();
        var outcome = await node.Ask("a", new NoteCommand.WriteAll([1, 2, 3]));
        Assert.True(outcome.IsAccepted);
        Assert.Equal([1, 2, 3], outcome.Events.Cast<NoteEvent.Written>().Select(e => e.Number));
        Assert.Equal(3, outcome.Version.Value);
        var records = await node.Store.RecordsOf(Note.Key("a"));
        Assert.Equal(outcome.Sequence, records[^1].Sequence);
        Assert.Equal(outcome.Shard, records[^1].Shard);
    }

    [Fact]
    public async Task A_command_that_changes_nothing_leaves_no_record()
    {
        await using var node = await TestNode.Start();
        Assert.Empty((await node.Ask("a", new NoteCommand.Look())).Events);
        Assert.Equal(0, await node.Store.RecordCount());
    }

    [Fact]
    public async Task A_command_that_the_entity_does_not_know_is_refused_before_it_reaches_a_shard()
    {
        await using var node = await TestNode.Start();
        await Assert.ThrowsAsync<Schema.UnknownMessageException>(
            () => node.System.Region.Ask(Note.Key("a"), "a string", AskOptions.Default, CancellationToken.None));
        await Assert.ThrowsAsync<Schema.UnknownMessageException>(() => node.System.Region.Ask(
            new EntityKey(new EntityType("stranger"), new EntityId("a")), Note.Write(1), AskOptions.Default, CancellationToken.None));
    }

    [Fact]
    [Trait("Invariant", "I3")]
    public async Task A_rejection_is_journaled_and_repeated_identically_by_command_id()
    {
        await using var node = await TestNode.Start();
        await node.Ask("a", Note.Write(7));
        var first = await node.Ask("a", new NoteCommand.WriteFirst(8), "once");
        Assert.Equal("not-empty", first.Rejection?.Code);
        Assert.Equal(2, await node.Store.RecordCount());
        await AssertSame(first, await node.Ask("a", new NoteCommand.WriteFirst(8), "once"));
        await node.Restart();
        await AssertSame(first, await node.Ask("a", new NoteCommand.WriteFirst(8), "once"));
        Assert.Equal(2, await node.Store.RecordCount());
    }

    [Fact]
    [Trait("Invariant", "I3")]
    public async Task A_repeated_command_gets_the_first_answer_after_restart_and_passivation()
    {
        var options = new ActorSystemOptions { EntityCountMax = 16, ShardHosts = 1 };
        await using var node = await TestNode.Start(options: options);
        var first = await node.Ask("a", new NoteCommand.WriteAll([1, 2]), "once");
        for (var i = 0; i < 50; i++)
        {
            await node.Ask($"other-{i}", Note.Write(i));
        }

        Assert.InRange(node.System.EntityCount, 1, 16);
        await AssertSame(first, await node.Ask("a", new NoteCommand.WriteAll([1, 2]), "once"));
        await node.Restart();
        await AssertSame(first, await node.Ask("a", new NoteCommand.WriteAll([1, 2]), "once"));
        Assert.Equal([1, 2], await node.Numbers("a"));
    }

    [Fact]
    [Trait("Invariant", "I3")]
    public async Task The_window_of_remembered_commands_is_bounded_and_forgets_the_oldest_first()
    {
        var options = new ActorSystemOptions { Shards = new ShardOptions { CommandWindow = 4 } };
        await using var node = await TestNode.Start(options: options);
        for (var i = 0; i < 5; i++)
        {
            await node.Ask("a", Note.Write(i), $"id-{i}");
        }

        await node.Ask("a", Note.Write(1), "id-1");
        Assert.Equal([0, 1, 2, 3, 4], await node.Numbers("a"));
        await node.Ask("a", Note.Write(0), "id-0");
        Assert.Equal([0, 1, 2, 3, 4, 0], await node.Numbers("a"));
    }

    [Fact]
    [Trait("Invariant", "I5")]
    public async Task State_after_a_restart_equals_the_state_before_with_and_without_snapshots()
    {
        var options = new ActorSystemOptions { Shards = new ShardOptions { SnapshotEvery = 10 } };
        await using var node = await TestNode.Start(options: options);
        for (var i = 0; i < 35; i++)
        {
            await node.Ask("a", Note.Write(i));
        }

        var before = await node.View("a");
        await node.Restart();
        AssertSame(before, await node.View("a"));
        await node.Store.Snapshots.Clear(CancellationToken.None);
        await node.Restart();
        AssertSame(before, await node.View("a"));
    }

    private static void AssertSame(EntityView expected, EntityView actual)
    {
        Assert.Equal(((Notebook)expected.State).Numbers, ((Notebook)actual.State).Numbers);
        Assert.Equal(expected.Version, actual.Version);
    }

    private static Task AssertSame(Outcome expected, Outcome actual)
    {
        Assert.Equal(expected.Events, actual.Events);
        Assert.Equal(expected with { Events = [] }, actual with { Events = [] });
        return Task.CompletedTask;
    }
}
