using System.Text.Json;
using Actors.DeadLettering;
using Actors.Journal;
using Actors.Operations;
using Actors.Runtime.Tests.Nodes;
using Actors.Runtime.Tests.Samples;
using Actors.Schema;

namespace Actors.Runtime.Tests;

/// <summary>Entities whose code or history is broken.</summary>
public sealed class ParkingTests
{
    [Fact]
    [Trait("Invariant", "I6")]
    public async Task A_command_that_cannot_be_decided_parks_its_entity_alone_and_is_replayed_in_order_after_the_fix()
    {
        var fuse = nameof(A_command_that_cannot_be_decided_parks_its_entity_alone_and_is_replayed_in_order_after_the_fix);
        await using var node = await TestNode.Start(store: new TestStore(1));
        await node.Ask("a", Note.Write(1));
        Fuses.Blow(fuse);
        var parked = await Assert.ThrowsAsync<EntityParkedException>(() => node.Ask("a", new NoteCommand.WriteThrough(fuse, 2), "two"));
        Assert.Contains("is blown", parked.Message, StringComparison.Ordinal);
        await Assert.ThrowsAsync<EntityParkedException>(() => node.Ask("a", Note.Write(3)));
        await Assert.ThrowsAsync<EntityParkedException>(() => node.Ask("a", Note.Write(4)));
        Assert.True((await node.Ask("neighbour", Note.Write(9))).IsAccepted);
        Assert.True((await node.View("a")).IsParked);
        Assert.Equal(0, await node.System.ReplayParked(Note.Key("a"), CancellationToken.None));
        await Assert.ThrowsAsync<EntityParkedException>(() => node.Ask("a", new NoteCommand.WriteThrough(fuse, 2), "two"));
        await node.Restart();
        Fuses.Mend(fuse);
        await Assert.ThrowsAsync<EntityParkedException>(() => node.Ask("a", Note.Write(5)));
        Assert.Equal(4, await node.System.ReplayParked(Note.Key("a"), CancellationToken.None));
        Assert.Equal([1, 2, 3, 4, 5], await node.Numbers("a"));
        Assert.False((await node.View("a")).IsParked);
        Assert.Equal(0, await node.Store.DeadLetters.Count(DeadLetterStatus.Waiting, CancellationToken.None));
        Assert.True((await node.Ask("a", new NoteCommand.WriteThrough(fuse, 2), "two")).IsAccepted);
        Assert.Equal([1, 2, 3, 4, 5], await node.Numbers("a"));
    }

    [Fact]
    [Trait("Invariant", "I3")]
    public async Task Two_people_who_replay_at_the_same_time_replay_each_command_once()
    {
        var fuse = nameof(Two_people_who_replay_at_the_same_time_replay_each_command_once);
        await using var node = await TestNode.Start();
        Fuses.Blow(fuse);
        for (var i = 0; i < 30; i++)
        {
            await Assert.ThrowsAsync<EntityParkedException>(() => node.Ask("a", new NoteCommand.WriteThrough(fuse, i)));
        }

        Fuses.Mend(fuse);
        await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(() => node.System.ReplayParked(Note.Key("a"), CancellationToken.None))));
        Assert.Equal(Enumerable.Range(0, 30).Select(n => (long)n), await node.Numbers("a"));
    }

    [Fact]
    [Trait("Invariant", "I3")]
    public async Task A_replay_whose_commit_ends_in_the_dark_is_not_repeated()
    {
        var fuse = nameof(A_replay_whose_commit_ends_in_the_dark_is_not_repeated);
        await using var node = await TestNode.Start();
        Fuses.Blow(fuse);
        await Assert.ThrowsAsync<EntityParkedException>(() => node.Ask("a", new NoteCommand.WriteThrough(fuse, 1), "one"));
        Fuses.Mend(fuse);
        var faults = 1;
        node.Store.Commits.After = _ =>
        {
            if (Interlocked.Decrement(ref faults) >= 0)
            {
                throw new InvalidOperationException("The test broke this commit.");
            }
        };
        await node.System.ReplayParked(Note.Key("a"), CancellationToken.None);
        Assert.Equal([1], await node.Numbers("a"));
    }

    [Fact]
    [Trait("Invariant", "I6")]
    public async Task An_entity_that_an_operator_parks_waits_over_a_restart_until_it_is_unparked_and_then_goes_on_in_order()
    {
        await using var node = await TestNode.Start(store: new TestStore(1));
        await node.Ask("a", Note.Write(1));
        Assert.True(await node.System.Park(Note.Key("a"), "a check", "ann", CancellationToken.None));
        Assert.False(await node.System.Park(Note.Key("a"), "another", "bob", CancellationToken.None));
        await Assert.ThrowsAsync<EntityParkedException>(() => node.Ask("a", Note.Write(2), "two"));
        await node.Restart();
        Assert.True((await node.View("a")).IsParked);
        await Assert.ThrowsAsync<EntityParkedException>(() => node.Ask("a", Note.Write(2), "two"));
        await Assert.ThrowsAsync<EntityParkedException>(() => node.Ask("a", Note.Write(3)));
        Assert.True((await node.Ask("neighbour", Note.Write(9))).IsAccepted);
        Assert.Equal([1], await node.Numbers("a"));
        var queue = await node.Store.DeadLetters.ListParked(Note.Key("a"), 10, CancellationToken.None);
        Assert.Equal([DeadLetterReason.ParkedByOperator, DeadLetterReason.Parked, DeadLetterReason.Parked], queue.Select(l => l.Reason));
        Assert.Equal(("a check", "an operator"), (queue[0].Detail, queue[0].Source));
        Assert.Equal(2, await node.System.ReplayParked(Note.Key("a"), CancellationToken.None));
        Assert.Equal([1, 2, 3], await node.Numbers("a"));
        Assert.True((await node.Ask("a", Note.Write(4))).IsAccepted);
        Assert.Equal(0, await node.Store.DeadLetters.Count(DeadLetterStatus.Waiting, CancellationToken.None));
        await node.Restart();
        Assert.Equal([1, 2, 3, 4], await node.Numbers("a"));
    }

    [Fact]
    [Trait("Invariant", "I6")]
    public async Task No_replay_gets_past_what_an_operator_has_parked_but_its_unparking()
    {
        await using var node = await TestNode.Start(store: new TestStore(1));
        await node.System.Park(Note.Key("a"), "a check", null, CancellationToken.None);
        await Assert.ThrowsAsync<EntityParkedException>(() => node.Ask("a", Note.Write(1)));
        var letters = node.System.DeadLetters;
        var replays = await letters.ReplayAll(DeadLetterFilter.Waiting, null, 10, null, null, CancellationToken.None);
        Assert.Equal((0, 2), (replays.Replayed, replays.Failed));
        Assert.Contains("operator has parked notebook/a", replays.Failures[0].Detail, StringComparison.Ordinal);
        Assert.Contains("waits behind 0:1", replays.Failures[1].Detail, StringComparison.Ordinal);
        var change = new DeadLetterChange { Type = "write:1", Payload = JsonDocument.Parse("{}").RootElement };
        await Assert.ThrowsAsync<FormatException>(() => letters.Edit(new DeadLetterId("0:1"), change, null, CancellationToken.None));
        Assert.Equal(1, await letters.DiscardAll(DeadLetterFilter.Waiting, 10, "noise", null, CancellationToken.None)); // What waits, not that it waits.
        Assert.True((await node.View("a")).IsParked);
        Assert.Equal(0, await node.System.ReplayParked(Note.Key("a"), CancellationToken.None));
        Assert.True((await node.Ask("a", Note.Write(2))).IsAccepted);
        Assert.Equal([2], await node.Numbers("a"));
    }

    [Fact]
    [Trait("Invariant", "I3")]
    public async Task A_parking_whose_commit_ends_in_the_dark_is_done_once()
    {
        await using var node = await TestNode.Start();
        var faults = 1;
        node.Store.Commits.After = _ =>
        {
            if (Interlocked.Decrement(ref faults) >= 0)
            {
                throw new InvalidOperationException("The test broke this commit.");
            }
        };
        Assert.True(await node.System.Park(Note.Key("a"), "a check", null, CancellationToken.None));
        Assert.Single(await node.Store.DeadLetters.ListParked(Note.Key("a"), 10, CancellationToken.None));
        Assert.Single(await node.Store.RecordsOf(Note.Key("a")));
    }

    [Fact]
    [Trait("Invariant", "I6")]
    public async Task An_entity_with_an_unknown_event_is_quarantined_alone_and_goes_on_in_a_version_that_knows_it()
    {
        await using var node = await TestNode.Start(store: new TestStore(1));
        await node.Ask("a", Note.Write(1));
        await node.DisposeAsync();
        await AppendPainted(node.Store);
        await node.Restart();
        await Assert.ThrowsAsync<EntityQuarantinedException>(() => node.View("a"));
        await Assert.ThrowsAsync<EntityParkedException>(() => node.Ask("a", Note.Write(2), "two"));
        await Assert.ThrowsAsync<EntityParkedException>(() => node.Ask("a", Note.Write(3)));
        Assert.True((await node.Ask("neighbour", Note.Write(9))).IsAccepted);
        await node.Restart();
        await Assert.ThrowsAsync<EntityParkedException>(() => node.Ask("a", Note.Write(2), "two"));
        Assert.Equal(0, await node.System.ReplayParked(Note.Key("a"), CancellationToken.None));
        await node.Restart(new ActorModel([Notebook.NextDefinition]));
        Assert.Equal(2, await node.System.ReplayParked(Note.Key("a"), CancellationToken.None));
        Assert.Equal([1, 2, 3], await node.Numbers("a"));
        var versions = (await node.Store.RecordsOf(Note.Key("a"))).Where(r => r.Kind == RecordKind.Event).Select(r => r.Version.Value);
        Assert.Equal([1, 2, 3, 4], versions);
    }

    /// <summary>Appends what a newer version of the application would have written.</summary>
    private static async Task AppendPainted(TestStore store)
    {
        var key = Note.Key("a");
        var claim = await store.Journal.Claim(store.Journal.ShardCount.ShardOf(key), "newer", CancellationToken.None);
        var (type, payload) = Notebook.NextDefinition.Messages.Encode(new NoteEvent.Painted("red"));
        var records = await store.RecordsOf(key);
        var record = new JournalRecord
        {
            Shard = claim.Head.Shard,
            Sequence = claim.Head.Head.Next,
            Entity = key,
            Version = new EntityVersion((records.Count == 0 ? 0 : records[^1].Version.Value) + 1),
            Kind = RecordKind.Event,
            Type = type,
            Payload = payload,
            Time = DateTimeOffset.UnixEpoch,
        };
        var commit = new ShardCommit
        {
            Shard = claim.Head.Shard,
            Epoch = claim.Head.Epoch,
            ExpectedHead = claim.Head.Head,
            Records = [record],
        };
        Assert.Empty(await store.Journal.Commit([commit], CancellationToken.None));
    }
}
