using Actors.Journal;
using Actors.Persistence.Sql.Blocks;
using Actors.Persistence.Sql.Postgres;
using Actors.Persistence.Sql.Tests.Sources;
using Actors.Sharding;
using Actors.TestKit.Contracts;
using Npgsql;

namespace Actors.Persistence.Sql.Tests;

public sealed class PostgresCompactionTests : CompactionTests
{
    private static readonly ShardCount Four = new(4);

    private readonly PostgresSource _source = new();

    [Fact]
    public async Task A_store_sees_what_another_one_has_committed_and_compacted()
    {
        await using var writer = await _source.OpenPostgres(Four, default);
        await using var reader = await _source.OpenPostgres(Four, default);
        var entity = Sample.Entities(new ShardId(3), writer.Journal.ShardCount, 1)[0];
        var head = (await writer.Journal.Claim(new ShardId(3), "node", default)).Head;
        for (var round = 1; round <= 6; round++)
        {
            var commit = Sample.Commit(head, 30, entity);
            Assert.Empty(await writer.Journal.Commit([commit], default));
            head = Sample.After(head, commit);
            await AssertCount(reader, entity, round * 30);
            await (round % 2 == 0 ? reader : writer).Upkeep.Compact([.. writer.Journal.ShardCount.All], default);
            await AssertCount(writer, entity, round * 30);
            await AssertCount(reader, entity, round * 30);
        }

        await writer.RebuildChunks(default);
        await AssertCount(reader, entity, 180);
        await AssertCount(writer, entity, 180);
    }

    private protected override IBlockTables Tables(IJournalStore store) => ((PostgresStore)store).Tables;

    protected override async Task<IJournalStore> Open(ShardCount shards) => await _source.OpenPostgres(shards, default);

    protected override Task Rebuild(IJournalStore store) => ((PostgresStore)store).RebuildChunks(default);

    protected override async Task DamageBlocks(IJournalStore store, int offset, long lastSequence)
    {
        await using var source = NpgsqlDataSource.Create(await _source.ConnectionString() + ";Pooling=false");
        await using var command = source.CreateCommand("""
            UPDATE blocks SET data = set_byte(data, place, get_byte(data, place) # 1)
            FROM (SELECT last_seq AS damaged, CASE WHEN $1 < 0 THEN length(data) + $1 ELSE $1 END AS place FROM blocks) AS found
            WHERE last_seq = $2 AND damaged = $2
            """);
        command.Parameters.Add(new NpgsqlParameter<int> { TypedValue = offset });
        command.Parameters.Add(new NpgsqlParameter<long> { TypedValue = lastSequence });
        Assert.Equal(1, await command.ExecuteNonQueryAsync());
    }

    protected override async Task DeleteBlock(IJournalStore store, long lastSequence)
    {
        await using var source = NpgsqlDataSource.Create(await _source.ConnectionString() + ";Pooling=false");
        await using var command = source.CreateCommand("DELETE FROM blocks WHERE last_seq = $1");
        command.Parameters.Add(new NpgsqlParameter<long> { TypedValue = lastSequence });
        Assert.Equal(1, await command.ExecuteNonQueryAsync());
    }

    protected override Task DisposeSource() => _source.DisposeAsync().AsTask();

    private static async Task AssertCount(PostgresStore store, EntityKey entity, int count) =>
        Assert.Equal(count, (await store.Journal.ReadEntities([new EntityPosition(entity, SequenceNumber.None)], default))[0].Count);
}
