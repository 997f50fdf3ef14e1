using Actors.Journal;
using Actors.Runtime.Tail;
using Actors.Schema;
using Actors.Sharding;
using Actors.TestKit.InMemory;

namespace Actors.Runtime.Tests.Tail;

public sealed class JournalTailTests
{
    private const int CapacityPerShard = 10;
    private static readonly EntityKey Entity = new(new EntityType("tail"), new EntityId("1"));
    private readonly InMemoryStore _store = new(new ShardCount(1));
    private readonly JournalTail _tail;

    public JournalTailTests()
    {
        _tail = new JournalTail(_store.Journal, CapacityPerShard);
        _tail.Start(new ShardId(0), SequenceNumber.None);
    }

    [Fact]
    public async Task A_reader_gets_from_memory_what_was_committed_since_it_came()
    {
        using var reader = _tail.Follow();
        Publish(1, 3);
        Publish(4, 2);
        Assert.Equal([1, 2, 3, 4, 5], await Read(reader, after: 0)); // The store is empty: memory it is.
        Assert.Equal([4, 5], await Read(reader, after: 3));
    }

    [Fact]
    public async Task What_every_reader_has_read_leaves_memory()
    {
        using var fast = _tail.Follow();
        using var slow = _tail.Follow();
        Publish(1, 3);
        Assert.Equal([1, 2, 3], await Read(fast, after: 0));
        Assert.Empty(await Read(fast, after: 3));
        Publish(4, 1);
        Assert.Equal([1, 2, 3, 4], await Read(slow, after: 0));
        Assert.Empty(await Read(slow, after: 4));
        Assert.Empty(await Read(fast, after: 4));
        Publish(5, 1);
        Assert.Empty(await Read(slow, after: 0)); // From the store, which is empty here.
        Assert.Equal([5], await Read(slow, after: 4));
    }

    [Fact]
    public async Task Heads_of_a_view_move_the_shards_of_others_only_and_wake_whoever_waits()
    {
        var shard = new ShardId(0);
        var later = new ShardHead(shard, "other", new Epoch(2), new SequenceNumber(9));
        Publish(1, 2);
        _tail.Learn([later]);
        Assert.Equal(new SequenceNumber(2), _tail.Head(shard)); // This node's own commits tell.
        _tail.Leave(shard);
        var waiting = _tail.WaitBeyond(_tail.Stamp, CancellationToken.None);
        Publish(3, 1); // From a host that does not know yet.
        Assert.Equal(new SequenceNumber(2), _tail.Head(shard));
        _tail.Learn([later]);
        await waiting;
        Assert.Equal(new SequenceNumber(9), _tail.Head(shard));
        _tail.Learn([later with { Head = new SequenceNumber(5) }]);
        Assert.Equal(new SequenceNumber(9), _tail.Head(shard));
    }

    [Fact]
    public async Task Without_readers_nothing_stays_in_memory()
    {
        using (var gone = _tail.Follow())
        {
            Publish(1, 1);
        }

        Publish(2, 2);
        using var late = _tail.Follow();
        Assert.Empty(await Read(late, after: 0));
        Assert.Equal(new SequenceNumber(3), _tail.Head(new ShardId(0)));
    }

    [Fact]
    [Trait("Invariant", "I7")]
    public async Task A_reader_that_stands_still_does_not_fill_the_memory()
    {
        using var still = _tail.Follow();
        for (var record = 1; record <= 100; record++)
        {
            Publish(record, 1);
        }

        Assert.Equal(Enumerable.Range(91, CapacityPerShard).Select(n => (long)n), await Read(still, after: 90));
        Assert.Empty(await Read(still, after: 89));
    }

    private static async Task<IEnumerable<long>> Read(ITailReader reader, long after) =>
        (await reader.Read(new ShardId(0), new SequenceNumber(after), 1000, default)).Select(r => r.Sequence.Value);

    private void Publish(long first, int count) => _tail.Publish(
    [
        new ShardCommit
        {
            Shard = new ShardId(0),
            Epoch = new Epoch(1),
            ExpectedHead = new SequenceNumber(first - 1),
            Records = [.. Enumerable.Range(0, count).Select(i => RecordAt(first + i))],
        },
    ]);

    private static JournalRecord RecordAt(long sequence) => new()
    {
        Shard = new ShardId(0),
        Sequence = new SequenceNumber(sequence),
        Entity = Entity,
        Version = new EntityVersion(sequence),
        Kind = RecordKind.Event,
        Type = new WireName("happened", 1),
        Payload = default,
        Time = default,
    };
}
