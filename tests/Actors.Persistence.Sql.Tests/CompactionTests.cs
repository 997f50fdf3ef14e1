using Actors.Journal;
using Actors.Journal.Retention;
using Actors.Persistence.Sql.Blocks;
using Actors.Sharding;
using Actors.TestKit.Contracts;
using Microsoft.Extensions.Logging.Abstractions;

namespace Actors.Persistence.Sql.Tests;

/// <summary>Compaction that stops anywhere, runs twice at once, or starts anew.</summary>
public abstract class CompactionTests : IAsyncLifetime
{
    private static readonly ShardCount Shards = new(4);
    private static readonly ShardId One = new(1);
    private static readonly IReadOnlyList<EntityKey> Entities = Sample.Entities(One, Shards, 600);

    private readonly List<JournalRecord> _written = [];
    private IJournalStore _store = null!;
    private ShardHead _head = null!;

    private protected abstract IBlockTables Tables(IJournalStore store);

    protected abstract Task<IJournalStore> Open(ShardCount shards);

    protected abstract Task Rebuild(IJournalStore store);

    protected abstract Task DamageBlocks(IJournalStore store, int offset, long lastSequence);

    protected abstract Task DeleteBlock(IJournalStore store, long lastSequence);

    protected abstract Task DisposeSource();

    public async Task InitializeAsync()
    {
        _store = await Open(Shards);
        _head = (await _store.Journal.Claim(One, "node", default)).Head;
    }

    public async Task DisposeAsync()
    {
        await _store.DisposeAsync();
        await DisposeSource();
    }

    [Fact]
    public async Task A_round_that_stops_after_any_statement_has_done_no_harm()
    {
        for (var statements = 0; statements < 4; statements++)
        {
            await Append(700);
            await Assert.ThrowsAsync<OperationCanceledException>(() => CompactorOn(new StoppingTables(Tables(_store), statements)).CompactShard(One, default));
            await AssertHistories();
            await Append(50);
            await AssertHistories();
        }

        await _store.DisposeAsync();
        _store = await Open(Shards);
        await AssertHistories();
        await CompactAll();
        await AssertHistories();
    }

    [Fact]
    public async Task Compactors_that_race_do_no_harm()
    {
        for (var round = 0; round < 4; round++)
        {
            await Append(900);
            var compactors = Enumerable.Range(0, 3).Select(_ => CompactorOn(Tables(_store))).ToList();
            await Task.WhenAll(compactors.Select(compactor => Task.Run(() => compactor.CompactShard(One, default))));
            await AssertHistories();
        }
    }

    [Fact]
    public async Task Chunks_can_be_thrown_away_and_are_rebuilt()
    {
        await Append(900);
        await CompactAll();
        await Append(10);
        await Rebuild(_store);
        await AssertHistories();
        await CompactAll();
        await AssertHistories();
    }

    [Fact]
    public async Task A_round_that_was_under_way_when_the_chunks_were_thrown_away_ends_without_a_trace()
    {
        await Append(600);
        await CompactAll();
        await Append(600);
        var interrupted = new StoppingTables(Tables(_store), 2) { Instead = () => Rebuild(_store) };
        Assert.Equal(0, await CompactorOn(interrupted).CompactShard(One, default));
        await AssertHistories();
        await CompactAll();
        await AssertHistories();
    }

    [Fact]
    public async Task A_damaged_record_costs_only_its_entity()
    {
        await Append(700);
        await DamageBlocks(_store, offset: -1, lastSequence: 700);
        await _store.DisposeAsync();
        _store = await Open(Shards);
        var hurt = _written[699].Entity;
        for (var pass = 0; pass < 2; pass++)
        {
            var error = await Assert.ThrowsAsync<FormatException>(() => _store.Journal.ReadEntities([new EntityPosition(hurt, SequenceNumber.None)], default));
            Assert.Contains("shard 1 from 700", error.Message, StringComparison.Ordinal);
            await AssertHistories(hurt);
            await CompactAll();
        }

        Assert.Equal(699, (await _store.Journal.Read(One, SequenceNumber.None, 699, default)).Count);
        await Assert.ThrowsAsync<FormatException>(() => _store.Journal.Read(One, new SequenceNumber(690), 699, default));
    }

    [Fact]
    public async Task A_damaged_directory_stops_the_compaction_of_its_shard_alone()
    {
        await Append(700);
        await DamageBlocks(_store, offset: 20, lastSequence: 700);
        await _store.DisposeAsync();
        _store = await Open(Shards);
        await CompactAll();
        await Assert.ThrowsAsync<FormatException>(() => _store.Journal.ReadEntities([new EntityPosition(Entities[0], SequenceNumber.None)], default));
        var other = new ShardId(2);
        var head = (await _store.Journal.Claim(other, "node", default)).Head;
        var entity = Sample.Entities(other, Shards, 1)[0];
        await _store.Journal.Commit([Sample.Commit(head, 100, entity)], default);
        Assert.True((await _store.Upkeep.Compact([One, other], default)).Records > 0);
        Assert.Equal(100, (await _store.Journal.ReadEntities([new EntityPosition(entity, SequenceNumber.None)], default))[0].Count);
    }

    [Fact]
    public async Task A_missing_block_is_an_error_and_never_a_gap()
    {
        await Append(10);
        await Append(10);
        await Append(10);
        await DeleteBlock(_store, lastSequence: 20);
        await _store.DisposeAsync();
        _store = await Open(Shards);
        var error = await Assert.ThrowsAsync<FormatException>(() => _store.Journal.Read(One, new SequenceNumber(5), 100, default));
        Assert.Contains("missing", error.Message, StringComparison.Ordinal);
        await Assert.ThrowsAsync<FormatException>(() => _store.Journal.Read(One, new SequenceNumber(10), 5, default));
        await Assert.ThrowsAsync<FormatException>(
            () => _store.Journal.ReadEntities([new EntityPosition(Entities[0], SequenceNumber.None)], default));
        Assert.Equal(10, (await _store.Journal.Read(One, SequenceNumber.None, 10, default)).Count);
        await CompactAll();
    }

    [Fact]
    public async Task A_rebuild_keeps_what_is_in_chunks_only_because_its_log_was_removed()
    {
        for (var round = 0; round < 3; round++)
        {
            await Append(700);
            await CompactAll();
        }

        await Assert.ThrowsAsync<LogRemovedException>(async () =>
        {
            await RemoveLog(new SequenceNumber(1_500));
            await _store.Journal.Read(One, SequenceNumber.None, 10, default);
        });
        await AssertHistories();
        await Rebuild(_store);
        await AssertHistories();
        await Append(50);
        await CompactAll();
        await AssertHistories();
        await RemoveLog(_head.Head);
        await Rebuild(_store);
        await AssertHistories();
    }

    private async Task RemoveLog(SequenceNumber upTo)
    {
        var request = new RetentionRequest { Shard = One, Epoch = _head.Epoch, ReadUpTo = upTo, Policy = new LogPolicy() };
        while (await _store.Upkeep.Retain(request, default) is { MoreWaits: true } progress)
        {
            request = request with { Cursor = progress.Cursor };
        }
    }

    private static Compactor CompactorOn(IBlockTables tables) =>
        new(tables, new TailCache(Shards), new CompactionOptions(), TimeProvider.System, NullLogger.Instance);

    private async Task Append(int count)
    {
        var random = new Random(_written.Count);
        var records = Enumerable.Range(1, count)
            .Select(i => Sample.Record(One, _head.Head.Value + i, Entities[random.Next(Entities.Count)])).ToList();
        var commit = Sample.Commit(_head, 1) with
        {
            Records = records,
            Checkpoint = new LaneCheckpoint(records[^1].Sequence, new byte[] { 1 }),
        };
        Assert.Empty(await _store.Journal.Commit([commit], default));
        _written.AddRange(records);
        _head = Sample.After(_head, commit);
    }

    private async Task CompactAll()
    {
        while ((await _store.Upkeep.Compact([.. Shards.All], default)).MoreWaits)
        {
        }
    }

    private async Task AssertHistories(EntityKey? except = null)
    {
        var wanted = Entities.Where(entity => entity != except).ToList();
        var histories = _written.ToLookup(record => record.Entity);
        var lists = await _store.Journal.ReadEntities([.. wanted.Select(entity => new EntityPosition(entity, SequenceNumber.None))], default);
        foreach (var (entity, list) in wanted.Zip(lists))
        {
            RecordAssert.Equal([.. histories[entity]], list);
        }
    }
}
