using Actors.Journal;
using Actors.Persistence.Sql.Blocks;
using Actors.Persistence.Sql.Sqlite;
using Actors.Persistence.Sql.Tests.Sources;
using Actors.Sharding;

namespace Actors.Persistence.Sql.Tests;

public sealed class SqliteCompactionTests : CompactionTests
{
    private readonly SqliteSource _source = new();

    private protected override IBlockTables Tables(IJournalStore store) => ((SqliteStore)store).Tables;

    protected override async Task<IJournalStore> Open(ShardCount shards) => await _source.OpenSqlite(shards, default);

    protected override Task Rebuild(IJournalStore store) => ((SqliteStore)store).RebuildChunks(default);

    protected override Task DamageBlocks(IJournalStore store, int offset, long lastSequence) => ((SqliteStore)store).Database.Write(
        session =>
        {
            var row = session.Statement("SELECT data FROM blocks WHERE last_seq = ?").Bind(lastSequence);
            row.Next();
            var data = row.Bytes(0);
            row.Start();
            data[offset < 0 ? data.Length + offset : offset] ^= 1;
            return session.Statement("UPDATE blocks SET data = ? WHERE last_seq = ?").Bind(data).Bind(lastSequence).Run();
        },
        default);

    protected override Task DeleteBlock(IJournalStore store, long lastSequence) => ((SqliteStore)store).Database.Write(
        session => session.Statement("DELETE FROM blocks WHERE last_seq = ?").Bind(lastSequence).Run(), default);

    protected override Task DisposeSource() => _source.DisposeAsync().AsTask();
}
