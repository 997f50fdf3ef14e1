using Actors.Journal;
using Actors.Sharding;
using Actors.Timers;
using Xunit;

namespace Actors.TestKit.Contracts;

/// <summary>What every <see cref="IJournal"/> does with timers.</summary>
/// <typeparam name="TSource">Gives the database.</typeparam>
public abstract class JournalTimerContract<TSource> : StoreContract<TSource>
    where TSource : IStoreSource, new()
{
    private static readonly ShardId One = new(1);
    private static readonly ShardId Two = new(2);
    private static readonly EntityKey Order = Sample.Entity(1);

    private readonly Dictionary<ShardId, ShardHead> _heads = [];

    [Fact]
    public async Task Timers_fire_in_order_of_their_due_times_and_only_when_due()
    {
        await Set(One, Sample.Timer(Order, "late", 1, 30), Sample.Timer(Order, "early", 1, 10));
        await Set(Two, Sample.Timer(Sample.Entity(2), "middle", 1, 20));
        Assert.Equal(["early", "middle", "late"], await Due([One, Two], 30));
        Assert.Equal(["early", "middle"], await Due([One, Two], 29));
        Assert.Equal(["early", "late"], await Due([One], 30));
        Assert.Equal(["early"], await Due([One, Two], 30, limit: 1));
        Assert.Empty(await Due([One, Two], 9));
        Assert.Empty(await Due([], 30));
    }

    [Fact]
    public async Task The_next_timer_is_the_earliest_of_the_shards()
    {
        Assert.Null(await Journal.NextTimer([One, Two], None));
        Assert.Null(await Journal.NextTimer([], None));
        await Set(One, Sample.Timer(Order, "late", 1, 30));
        await Set(Two, Sample.Timer(Sample.Entity(2), "early", 1, 20));
        Assert.Equal(Sample.Time.AddSeconds(20), await Journal.NextTimer([One, Two], None));
        Assert.Equal(Sample.Time.AddSeconds(30), await Journal.NextTimer([One], None));
    }

    [Fact]
    public async Task A_timer_set_again_replaces_the_earlier_setting()
    {
        await Set(One, Sample.Timer(Order, "t", 1, 10));
        await Set(One, Sample.Timer(Order, "t", 2, 20));
        RecordAssert.Equal([Sample.Timer(Order, "t", 2, 20)], await Journal.DueTimers([One], DateTimeOffset.MaxValue, 10, None));
    }

    [Fact]
    public async Task Only_the_setting_that_is_named_is_cleared()
    {
        await Set(One, Sample.Timer(Order, "t", 1, 10));
        await Set(One, Sample.Timer(Order, "t", 2, 20));
        await Change(One, [], [new TimerKey(Order, "t", new SequenceNumber(1)), new TimerKey(Order, "u", new SequenceNumber(2))]);
        Assert.Equal(["t"], await Due([One], 30));
        await Change(One, [], [new TimerKey(Order, "t", new SequenceNumber(2))]);
        Assert.Empty(await Due([One], 30));
    }

    [Fact]
    public async Task A_timer_set_and_cleared_in_one_commit_is_gone()
    {
        await Set(One, Sample.Timer(Order, "t", 1, 10));
        await Change(One, [Sample.Timer(Order, "t", 2, 20)], [new TimerKey(Order, "t", new SequenceNumber(2))]);
        Assert.Empty(await Due([One], 30));
    }

    [Fact]
    public async Task Of_a_timer_set_twice_in_one_commit_the_last_setting_stays()
    {
        await Set(One, Sample.Timer(Order, "t", 1, 10), Sample.Timer(Order, "t", 2, 20));
        RecordAssert.Equal([Sample.Timer(Order, "t", 2, 20)], await Journal.DueTimers([One], DateTimeOffset.MaxValue, 10, None));
    }

    [Fact]
    public async Task A_timer_that_fired_may_be_set_again_in_the_same_commit()
    {
        await Set(One, Sample.Timer(Order, "t", 1, 10));
        await Change(One, [Sample.Timer(Order, "t", 2, 20)], [new TimerKey(Order, "t", new SequenceNumber(1))]);
        RecordAssert.Equal([Sample.Timer(Order, "t", 2, 20)], await Journal.DueTimers([One], DateTimeOffset.MaxValue, 10, None));
    }

    private Task Set(ShardId shard, params ScheduledTimer[] timers) => Change(shard, timers, []);

    private async Task Change(ShardId shard, ScheduledTimer[] set, TimerKey[] cleared)
    {
        var head = _heads.TryGetValue(shard, out var known) ? known : await Claim(shard);
        var commit = Sample.Commit(head, 1) with { TimersSet = set, TimersCleared = cleared };
        await Commit(commit);
        _heads[shard] = Sample.After(head, commit);
    }

    private async Task<IEnumerable<string>> Due(ShardId[] shards, int seconds, int limit = 10) =>
        (await Journal.DueTimers(shards, Sample.Time.AddSeconds(seconds), limit, None)).Select(timer => timer.Name);
}
