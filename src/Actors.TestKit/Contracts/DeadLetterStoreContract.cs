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
    public async Task Hostile_text_does_not_stop_a_letter()
    {
        await Store.DeadLetters.Add([Sample.Letter("a") with { Detail = "zero \0 half \ud800 '; DROP TABLE journal; --", Source = "\0" }], None);
        Assert.Equal(["a"], await List(null, 10));
    }

    private async Task<IEnumerable<string>> List(string? after, int limit)
    {
        var id = after is null ? (DeadLetterId?)null : new DeadLetterId(after);
        return (await Store.DeadLetters.List(DeadLetterStatus.Waiting, id, limit, None)).Select(letter => letter.Id.Value);
    }

    private async Task Resolve(string letter) =>
        await Commit(Sample.Commit(await Claim(new ShardId(1)), 1) with { DeadLettersResolved = [new DeadLetterId(letter), new DeadLetterId("unknown")] });
}
