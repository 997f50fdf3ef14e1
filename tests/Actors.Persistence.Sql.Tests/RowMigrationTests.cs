using Actors.Journal;
using Actors.Persistence.Sql.Scripting;
using Actors.Sharding;
using Actors.TestKit.Contracts;

namespace Actors.Persistence.Sql.Tests;

/// <summary>A journal of the first schema version, with a row for each record, opened by this version.</summary>
public abstract class RowMigrationTests
{
    private static readonly ShardCount Shards = new(4);

    [Fact]
    public async Task Everything_reads_the_same_after_the_migration_and_work_goes_on()
    {
        var rows = Shards.All.Where(shard => shard.Value != 2).ToDictionary(shard => shard, Records);
        await CreateRows(EmbeddedSql.Migrations(Dialect)[0], rows);
        for (var opened = 0; opened < 2; opened++)
        {
            await using var store = await Open(Shards);
            Assert.Empty(await store.Journal.Read(new ShardId(2), SequenceNumber.None, 10, default));
            foreach (var (shard, records) in rows)
            {
                await AssertReadable(store.Journal, shard, records);
                var head = (await store.Journal.Claim(shard, "node-2", default)).Head;
                Assert.Equal(new ShardHead(shard, "node-2", new Epoch(4 + opened), records[^1].Sequence), head);
                var commit = Sample.Commit(head, 5, records[0].Entity);
                Assert.Empty(await store.Journal.Commit([commit], default));
                records.AddRange(commit.Records);
                await AssertReadable(store.Journal, shard, records);
                await store.Upkeep.Compact([shard], default);
                await AssertReadable(store.Journal, shard, records);
            }
        }
    }

    protected abstract string Dialect { get; }

    protected abstract Task<IJournalStore> Open(ShardCount shards);

    private protected abstract Task CreateRows(Migration first, IReadOnlyDictionary<ShardId, List<JournalRecord>> rows);

    protected static string InsertShard(ShardId shard, int head) =>
        $"INSERT INTO shards (shard, owner, epoch, head) VALUES ({shard}, 'node-1', 3, {head})";

    private static List<JournalRecord> Records(ShardId shard)
    {
        var entities = Sample.Entities(shard, Shards, 7);
        return [.. Enumerable.Range(1, 2_500).Select(i => Sample.Record(shard, i, entities[i % 7]) with { Kind = (RecordKind)(i % 5) })];
    }

    private static async Task AssertReadable(IJournal journal, ShardId shard, List<JournalRecord> records)
    {
        RecordAssert.Equal(records, await journal.Read(shard, SequenceNumber.None, 10_000, default));
        RecordAssert.Equal(records.GetRange(1_990, 30), await journal.Read(shard, new SequenceNumber(1_990), 30, default));
        var entity = records[3].Entity;
        var lists = await journal.ReadEntities([new EntityPosition(entity, SequenceNumber.None)], default);
        RecordAssert.Equal([.. records.Where(record => record.Entity == entity)], lists[0]);
    }
}
