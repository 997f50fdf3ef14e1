using Actors.DeadLettering;
using Actors.Sharding;
using Xunit;

namespace Actors.TestKit.Contracts;

/// <summary>What every <see cref="IDeadLetterStore"/> does.</summary>
/// <typeparam name="TSource">Gives the database.</typeparam>
public abstract class DeadLetterStoreContract<TSource> : StoreContract<TSource>
    where TSource : IStoreSource, new()
{
    [Fact]
    public async Task A_letter_is_read_back_as_it_was()
    {
        var full = Sample.Letter("full", Sample.Entity(1));
        var bare = Sample.Letter("bare") with { Payload = default, Reason = DeadLetterReason.Undecodable, Detail = string.Empty };
        await Store.DeadLetters.Add([full, bare], None);
        await Reopen();
        var letters = await Store.DeadLetters.List(DeadLetterStatus.Waiting, null, 10, None);
        Assert.Equal([full with { Payload = default }, bare], letters.Select(letter => letter with { Payload = default }));
        Assert.Equal(full.Payload.ToArray(), letters[0].Payload.ToArray());
        Assert.True(letters[1].Payload.IsEmpty);
    }

    [Fact]
    public async Task A_letter_added_twice_stays_once_as_it_was_first()
    {
        await Store.DeadLetters.Add([Sample.Letter("a"), Sample.Letter("a")], None);
        await Store.DeadLetters.Add([Sample.Letter("a") with { Source = "elsewhere" }, Sample.Letter("b")], None);
        var letters = await Store.DeadLetters.List(DeadLetterStatus.Waiting, null, 10, None);
        Assert.Equal(["a", "b"], letters.Select(letter => letter.Id.Value));
        Assert.Equal(Sample.Letter("a").Source, letters[0].Source);
    }

    [Fact]
    public async Task Letters_are_listed_page_by_page_in_the_order_in_which_they_were_added()
    {
        string[] names = ["c", "a", "d", "b"];
        await Store.DeadLetters.Add([.. names.Select(name => Sample.Letter(name))], None);
        Assert.Equal(["c", "a"], await List(null, 2));
        Assert.Equal(["d", "b"], await List("a", 2));
        Assert.Empty(await List("b", 2));
        Assert.Equal(4, await Store.DeadLetters.Count(DeadLetterStatus.Waiting, None));
    }

    [Fact]
    public async Task A_resolved_letter_waits_no_more()
    {
        await Store.DeadLetters.Add([Sample.Letter("a", Sample.Entity(1)), Sample.Letter("b", Sample.Entity(1))], None);
        await Resolve("a");
        Assert.Equal(["b"], await List(null, 10));
        Assert.Equal(1, await Store.DeadLetters.Count(DeadLetterStatus.Waiting, None));
        Assert.Equal(1, await Store.DeadLetters.Count(DeadLetterStatus.Resolved, None));
        Assert.Equal("a", Assert.Single(await Store.DeadLetters.List(DeadLetterStatus.Resolved, null, 10, None)).Id.Value);
        Assert.Equal("b", Assert.Single(await Store.DeadLetters.ListParked(Sample.Entity(1), 10, None)).Id.Value);
    }

    [Fact]
    public async Task The_letters_of_an_entity_are_listed_in_order_and_alone()
    {
        await Store.DeadLetters.Add(
            [Sample.Letter("2", Sample.Entity(1)), Sample.Letter("x", Sample.Entity(2)), Sample.Letter("1", Sample.Entity(1))], None);
        var parked = await Store.DeadLetters.ListParked(Sample.Entity(1), 10, None);
        Assert.Equal(["2", "1"], parked.Select(letter => letter.Id.Value));
        Assert.Single(await Store.DeadLetters.ListParked(Sample.Entity(1), 1, None));
    }

    [Fact]
    public async Task That_an_operator_has_parked_an_entity_stands_in_its_queue()
    {
        var parking = Sample.Letter("1", Sample.Entity(1)) with { Reason = DeadLetterReason.ParkedByOperator, Payload = default };
        await Store.DeadLetters.Add([parking, Sample.Letter("2", Sample.Entity(1))], None);
        var parked = await Store.DeadLetters.ListParked(Sample.Entity(1), 10, None);
        Assert.Equal([DeadLetterReason.ParkedByOperator, DeadLetterReason.Parked], parked.Select(letter => letter.Reason));
    }

    [Fact]
    public async Task A_letter_of_an_ingress_keeps_its_origin()
    {
        var letter = Sample.RecordLetter("orders", 17);
        await Store.DeadLetters.Add([letter], None);
        await Reopen();
        var found = await Store.DeadLetters.Find(letter.Id, None);
        Assert.NotNull(found?.Origin);
        Assert.Equal(3, found.Attempts);
        Assert.Equal((letter.Origin!.Ingress, letter.Origin.Lane, letter.Origin.Position), (found.Origin.Ingress, found.Origin.Lane, found.Origin.Position));
        Assert.Equal("key"u8.ToArray(), found.Origin.Key.ToArray());
        Assert.Equal(["ce_type", "empty"], found.Origin.Headers.Select(h => h.Name));
        Assert.Equal(["order"u8.ToArray(), []], found.Origin.Headers.Select(h => h.Value.ToArray()));
        Assert.Null(await Store.DeadLetters.Find(new DeadLetterId("unknown"), None));
    }

    [Fact]
    public async Task Letters_are_filtered_by_everything_that_is_asked_at_once()
    {
        var records = Enumerable.Range(1, 6).Select(i => Sample.RecordLetter("orders", i) with { Time = Sample.Time.AddSeconds(i) }).ToArray();
        await Store.DeadLetters.Add([.. records, Sample.Letter("parked", Sample.Entity(1)), Sample.RecordLetter("other", 1)], None);
        var all = new DeadLetterFilter();
        Assert.Equal(8, await Store.DeadLetters.Count(all, None));
        Assert.Equal(["parked"], await Ids(all with { Reason = DeadLetterReason.Parked }));
        Assert.Equal(["parked"], await Ids(all with { Entity = Sample.Entity(1) }));
        Assert.Equal(["other/0@1"], await Ids(all with { Ingress = "other" }));
        Assert.Equal(8, (await Ids(all with { Source = "csv row" })).Count);
        Assert.Empty(await Ids(all with { Source = "%" }));
        Assert.Empty(await Ids(all with { Status = DeadLetterStatus.Resolved }));
        var seconds = all with { From = Sample.Time.AddSeconds(2), Until = Sample.Time.AddSeconds(5) };
        Assert.Equal(["orders/0@2", "orders/0@3", "orders/0@4"], await Ids(seconds));
        Assert.Equal(3, await Store.DeadLetters.Count(seconds with { Ingress = "orders", Reason = DeadLetterReason.Undecodable }, None));
        var second = await Store.DeadLetters.List(seconds, new DeadLetterId("orders/0@2"), 1, None);
        Assert.Equal("orders/0@3", Assert.Single(second).Id.Value);
    }

    [Fact]
    public async Task What_was_done_about_a_letter_is_kept_in_order()
    {
        await Store.DeadLetters.Add([Sample.Letter("a"), Sample.Letter("b")], None);
        await Store.DeadLetters.Record([Sample.Action("a", DeadLetterActionKind.ReplayBegun), Sample.Action("b", DeadLetterActionKind.ReplayBegun)], None);
        await Store.DeadLetters.Record([Sample.Action("a", DeadLetterActionKind.ReplayFailed), Sample.Action("unknown", DeadLetterActionKind.Discarded)], None);
        await Store.DeadLetters.Record([Sample.Action("a", DeadLetterActionKind.Discarded, resolves: true) with { Principal = null }], None);
        await Reopen();
        var letter = await Store.DeadLetters.Find(new DeadLetterId("a"), None);
        Assert.Equal((DeadLetterStatus.Resolved, 2), (letter!.Status, letter.Attempts));
        Assert.Equal(
            [
                Sample.Action("a", DeadLetterActionKind.ReplayBegun),
                Sample.Action("a", DeadLetterActionKind.ReplayFailed),
                Sample.Action("a", DeadLetterActionKind.Discarded) with { Principal = null },
            ],
            await Store.DeadLetters.Actions(letter.Id, None));
        Assert.Empty(await Store.DeadLetters.Actions(new DeadLetterId("unknown"), None));
        Assert.Equal(DeadLetterStatus.Waiting, (await Store.DeadLetters.Find(new DeadLetterId("b"), None))!.Status);
    }

    [Fact]
    public async Task An_edit_leaves_the_original_and_needs_a_waiting_letter()
    {
        await Store.DeadLetters.Add([Sample.Letter("a"), Sample.Letter("b")], None);
        var edit = new DeadLetterEdit { Payload = new byte[] { 1, 2 }, Type = new Schema.WireName("place-order", 2), Entity = Sample.Entity(4) };
        Assert.True(await Store.DeadLetters.Edit(edit with { Type = null }, Sample.Action("a", DeadLetterActionKind.Edited), None));
        Assert.True(await Store.DeadLetters.Edit(edit, Sample.Action("a", DeadLetterActionKind.Edited), None));
        await Store.DeadLetters.Record([Sample.Action("b", DeadLetterActionKind.Discarded, resolves: true)], None);
        Assert.False(await Store.DeadLetters.Edit(edit, Sample.Action("b", DeadLetterActionKind.Edited), None));
        Assert.False(await Store.DeadLetters.Edit(edit, Sample.Action("unknown", DeadLetterActionKind.Edited), None));
        await Reopen();
        var letter = await Store.DeadLetters.Find(new DeadLetterId("a"), None);
        Assert.Equal("a"u8.ToArray(), letter!.Payload.ToArray());
        Assert.Equal([1, 2], letter.Edit!.Payload.ToArray());
        Assert.Equal((edit.Type, edit.Entity), (letter.Edit.Type, letter.Edit.Entity));
        Assert.Equal(2, (await Store.DeadLetters.Actions(letter.Id, None)).Count);
        Assert.Single(await Store.DeadLetters.Actions(new DeadLetterId("b"), None));
    }

    [Fact]
    public async Task Letters_are_unpublished_until_they_are_marked()
    {
        await Store.DeadLetters.Add([Sample.Letter("b"), Sample.Letter("a"), Sample.Letter("c")], None);
        await Store.DeadLetters.MarkPublished([new DeadLetterId("b"), new DeadLetterId("unknown")], None);
        await Reopen();
        Assert.Equal(["a"], (await Store.DeadLetters.ListUnpublished(1, None)).Select(letter => letter.Id.Value));
        Assert.Equal(["a", "c"], (await Store.DeadLetters.ListUnpublished(10, None)).Select(letter => letter.Id.Value));
    }

    [Fact]
    public async Task Hostile_text_does_not_stop_a_letter()
    {
        await Store.DeadLetters.Add([Sample.Letter("a") with { Detail = "zero \0 half \ud800 '; DROP TABLE journal; --", Source = "\0" }], None);
        Assert.Equal(["a"], await List(null, 10));
    }

    private async Task<IReadOnlyList<string>> Ids(DeadLetterFilter filter) =>
        [.. (await Store.DeadLetters.List(filter, null, 100, None)).Select(letter => letter.Id.Value)];

    private async Task<IEnumerable<string>> List(string? after, int limit)
    {
        var id = after is null ? (DeadLetterId?)null : new DeadLetterId(after);
        return (await Store.DeadLetters.List(DeadLetterStatus.Waiting, id, limit, None)).Select(letter => letter.Id.Value);
    }

    private async Task Resolve(string letter) =>
        await Commit(Sample.Commit(await Claim(new ShardId(1)), 1) with { DeadLettersResolved = [new DeadLetterId(letter), new DeadLetterId("unknown")] });
}
