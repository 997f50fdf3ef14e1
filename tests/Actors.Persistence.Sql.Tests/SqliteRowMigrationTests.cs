using Actors.Journal;
using Actors.Journal.Blocks;
using Actors.Persistence.Sql.Scripting;
using Actors.Persistence.Sql.Sqlite;
using Actors.Persistence.Sql.Tests.Sources;
using Actors.Sharding;

namespace Actors.Persistence.Sql.Tests;

public sealed class SqliteRowMigrationTests : RowMigrationTests, IDisposable
{
    private const string InsertRow = """
        INSERT INTO journal (shard, seq, entity_hash, entity, version, kind, type, payload, metadata, time)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
        """;

    private readonly SqliteSource _source = new();

    protected override string Dialect => "Sqlite";

    public void Dispose() => _source.DisposeAsync().AsTask().GetAwaiter().GetResult();

    protected override async Task<IJournalStore> Open(ShardCount shards) => await _source.OpenSqlite(shards, default);

    private protected override Task CreateRows(Migration first, IReadOnlyDictionary<ShardId, List<JournalRecord>> rows)
    {
        using var session = SqliteSession.OpenWriter(_source.Path);
        session.Script(EmbeddedSql.Script("Sqlite", "create_schema_version") + first.Sql + "BEGIN;");
        session.Script("INSERT INTO schema_version (version, name) VALUES (1, 'create'); INSERT INTO settings VALUES ('shard_count', '4');");
        foreach (var (shard, records) in rows)
        {
            session.Script(InsertShard(shard, records.Count));
            foreach (var record in records)
            {
                session.Statement(InsertRow)
                    .Bind(shard.Value).Bind(record.Sequence.Value).Bind(unchecked((long)record.Entity.Hash)).Bind(record.Entity.ToString())
                    .Bind(record.Version.Value).Bind((long)record.Kind).Bind(record.Type.ToString()).Bind(record.Payload.Span)
                    .Bind(RecordMetadataCodec.Encode(record.Metadata)).Bind(Microseconds.Of(record.Time)).Run();
            }
        }

        session.Script("COMMIT");
        return Task.CompletedTask;
    }
}
