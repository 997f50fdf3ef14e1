using Actors.DeadLettering;
using Actors.Operations;
using Actors.Runtime.Streams;
using Actors.Runtime.Tests.Nodes;
using Actors.Runtime.Tests.Samples;
using Actors.Runtime.Tests.Streams;

namespace Actors.Runtime.Tests.DeadLettering;

/// <summary>Dead letters are edited, replayed and discarded, with one effect each, in the order of their entity.</summary>
public sealed class ReplayTests
{
    private static readonly DeadLetterId First = new("lines@1");
    private static CancellationToken None => CancellationToken.None;

    [Fact]
    public async Task A_letter_takes_effect_once_however_often_and_by_how_many_it_is_replayed()
    {
        await using var node = await TestNode.Start();
        await Ingest(node, ["a one", "a 2"]);
        var letters = node.System.DeadLetters;
        var before = await letters.Replay(First, "ann", null, None);
        Assert.Equal(DeadLetterReplayResult.Failed, before!.Result);
        Assert.NotNull((await letters.Show(First, None))!.Fault);

        var edited = await letters.Edit(First, Payload("a 1"), "ann", None);
        Assert.Null(edited!.Fault);
        Assert.Equal("a one"u8.ToArray(), (await letters.Store.Find(First, None))!.Payload.ToArray());
        var replays = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(() => letters.Replay(First, "bob", "mended", None))));
        Assert.Equal([2, 1], await node.Numbers("a"));
        Assert.All(replays, r => Assert.NotEqual(DeadLetterReplayResult.Failed, r!.Result));
        Assert.Equal(DeadLetterReplayResult.AlreadyDone, (await letters.Replay(First, "cid", null, None))!.Result);

        await node.Restart();
        Assert.Equal(DeadLetterReplayResult.AlreadyDone, (await node.System.DeadLetters.Replay(First, "cid", null, None))!.Result);
        Assert.Equal([2, 1], await node.Numbers("a"));
        var actions = (await node.System.DeadLetters.Show(First, None))!.Actions;
        Assert.Equal(
            [DeadLetterActionKind.ReplayBegun, DeadLetterActionKind.ReplayFailed, DeadLetterActionKind.Edited, DeadLetterActionKind.ReplayBegun],
            actions.Take(4).Select(a => a.Kind));
        Assert.Equal(["ann", "bob"], actions.Select(a => a.Principal).Distinct());
    }

    [Fact]
    public async Task Letters_are_replayed_by_filter_in_the_order_of_their_entity()
    {
        await using var node = await TestNode.Start();
        string[] lines = [.. Enumerable.Range(1, 60).Select(i => $"{(char)('a' + (i % 3))} x{i}")];
        await Ingest(node, [.. lines, "a 1000"]);
        var letters = node.System.DeadLetters;
        for (var i = 1; i <= 60; i++)
        {
            await letters.Edit(new DeadLetterId($"lines@{i}"), Payload(lines[i - 1].Replace("x", "", StringComparison.Ordinal)), null, None);
        }

        var part = await letters.ReplayAll(new DeadLetterFilter { Ingress = "lines" }, null, 10, null, null, None);
        Assert.Equal((10, 0, "lines@10"), (part.Replayed, part.Failed, part.Next));
        var rest = await letters.ReplayAll(new DeadLetterFilter { Ingress = "lines" }, null, 1000, null, null, None);
        Assert.Equal((50, 0, null), (rest.Replayed, rest.Failed, rest.Next));
        Assert.Equal([1000, .. Enumerable.Range(1, 60).Where(i => i % 3 == 0).Select(i => (long)i)], await node.Numbers("a"));
        Assert.Equal(Enumerable.Range(1, 60).Where(i => i % 3 == 1).Select(i => (long)i), await node.Numbers("b"));
        Assert.Equal(0, await letters.Store.Count(DeadLetterStatus.Waiting, None));
    }

    [Fact]
    public async Task A_letter_for_a_parked_entity_waits_in_its_queue()
    {
        await using var node = await TestNode.Start();
        await Ingest(node, ["a one", "b 5"]);
        await Park(node, "replay-queue", 7);
        var letters = node.System.DeadLetters;
        await letters.Edit(First, Payload("a 1"), null, None);
        Assert.Equal(DeadLetterReplayResult.Parked, (await letters.Replay(First, null, null, None))!.Result);
        Assert.Equal(DeadLetterStatus.Resolved, (await letters.Store.Find(First, None))!.Status);
        var queue = await letters.Store.ListParked(Note.Key("a"), 10, None);
        Assert.Equal([DeadLetterReason.DecisionFailed, DeadLetterReason.Parked], queue.Select(l => l.Reason));
        var second = await letters.Replay(queue[1].Id, null, null, None);
        Assert.Contains(queue[0].Id.Value, second!.Detail, StringComparison.Ordinal);

        Fuses.Mend("replay-queue");
        Assert.Equal(2, await node.System.ReplayParked(Note.Key("a"), None));
        Assert.Equal([7, 1], await node.Numbers("a"));
    }

    [Fact]
    public async Task A_discarded_parked_command_lets_its_queue_go_on()
    {
        await using var node = await TestNode.Start();
        await Park(node, "discard-parked", 7);
        await Assert.ThrowsAsync<EntityParkedException>(() => node.Ask("a", Note.Write(8)));
        var letters = node.System.DeadLetters;
        var queue = await letters.Store.ListParked(Note.Key("a"), 10, None);
        Assert.True(await letters.Discard(queue[0].Id, "the order was cancelled", "ann", None));
        Assert.False(await letters.Discard(queue[0].Id, "again", "ann", None));
        Assert.Equal(1, await node.System.ReplayParked(Note.Key("a"), None));
        Assert.Equal([8], await node.Numbers("a"));
        await node.Restart();
        Assert.False((await node.View("a")).IsParked);
        Assert.Equal([8], await node.Numbers("a"));
        var action = (await node.System.DeadLetters.Show(queue[0].Id, None))!.Actions[^1];
        Assert.Equal((DeadLetterActionKind.Discarded, "ann", "the order was cancelled"), (action.Kind, action.Principal, action.Note));
    }

    [Fact]
    public async Task A_parked_command_can_be_replayed_in_another_form()
    {
        await using var node = await TestNode.Start();
        await Park(node, "edit-parked", 7);
        var letters = node.System.DeadLetters;
        var parked = Assert.Single(await letters.Store.ListParked(Note.Key("a"), 10, None));
        var change = new DeadLetterChange { PayloadBase64 = Convert.ToBase64String("""{"number":9}"""u8), Type = "write:1" };
        await letters.Edit(parked.Id, change, "ann", None);
        await Assert.ThrowsAsync<FormatException>(() => letters.Edit(parked.Id, change with { Entity = "notebook/b" }, "ann", None));
        Assert.Equal(DeadLetterReplayResult.Replayed, (await letters.Replay(parked.Id, "ann", null, None))!.Result);
        Assert.Equal([9], await node.Numbers("a"));
    }

    [Fact]
    public async Task A_record_can_be_sent_to_another_entity_as_another_command()
    {
        await using var node = await TestNode.Start();
        await Ingest(node, ["a one"]);
        var letters = node.System.DeadLetters;
        var change = new DeadLetterChange { PayloadBase64 = Convert.ToBase64String("""{"number":3}"""u8), Type = "write:1", Entity = "notebook/z" };
        await letters.Edit(First, change with { Type = "wrote:1" }, null, None);
        Assert.Contains("no command", (await letters.Show(First, None))!.Fault, StringComparison.Ordinal);
        await letters.Edit(First, change, null, None);
        Assert.Equal(DeadLetterReplayResult.Replayed, (await letters.Replay(First, null, null, None))!.Result);
        Assert.Equal([3], await node.Numbers("z"));
        await Assert.ThrowsAsync<FormatException>(() => letters.Edit(First, new DeadLetterChange(), null, None));
    }

    [Fact]
    public async Task A_rejected_record_is_a_letter_where_its_ingress_says_so_and_stays_one_until_it_is_accepted()
    {
        await using var node = await TestNode.Start();
        var options = new IngressOptions { Name = "orders", Rejections = RejectionHandling.DeadLetter };
        var ingress = await Ingest(node, ["a 1", "a first 2", "b first 3"], options);
        Assert.Equal((2, 1), (ingress.Counts.Accepted, ingress.Counts.Rejected));
        var letters = node.System.DeadLetters;
        var letter = Assert.Single(await letters.Store.List(DeadLetterStatus.Waiting, null, 10, None));
        Assert.Equal((DeadLetterReason.Rejected, "orders", Note.Key("a")), (letter.Reason, letter.Origin!.Ingress, letter.Entity));
        Assert.StartsWith("not-empty: ", letter.Detail, StringComparison.Ordinal);
        Assert.Equal("a first 2"u8.ToArray(), letter.Payload.ToArray());
        for (var i = 0; i < 2; i++)
        {
            var replay = await letters.Replay(letter.Id, null, null, None);
            Assert.Equal(DeadLetterReplayResult.Failed, replay!.Result);
            Assert.Contains("not-empty", replay.Detail, StringComparison.Ordinal);
        }

        await letters.Edit(letter.Id, Payload("c first 2"), null, None);
        Assert.Equal(DeadLetterReplayResult.Replayed, (await letters.Replay(letter.Id, null, null, None))!.Result);
        Assert.Equal([2], await node.Numbers("c"));
        Assert.Equal(4, (await letters.Store.Find(letter.Id, None))!.Attempts);
    }

    [Fact]
    public async Task A_letter_whose_ingress_is_not_connected_says_so()
    {
        await using var node = await TestNode.Start();
        await Ingest(node, ["a one"]);
        await node.Restart();
        var replay = await node.System.DeadLetters.Replay(First, null, null, None);
        Assert.Contains("'lines' is not connected", replay!.Detail, StringComparison.Ordinal);
        Assert.Null(await node.System.DeadLetters.Replay(new DeadLetterId("unknown"), null, null, None));
    }

    private static DeadLetterChange Payload(string line) => new() { PayloadBase64 = Convert.ToBase64String(System.Text.Encoding.UTF8.GetBytes(line)) };

    private static async Task<Ingress> Ingest(TestNode node, string[] lines, IngressOptions? options = null)
    {
        var ingress = node.System.Connect(new ListSource(lines), new LineDecoder(), options);
        await ingress.Run(None);
        return ingress;
    }

    private static async Task Park(TestNode node, string fuse, long number)
    {
        Fuses.Blow(fuse);
        await Assert.ThrowsAsync<EntityParkedException>(() => node.Ask("a", new NoteCommand.WriteThrough(fuse, number)));
    }
}
