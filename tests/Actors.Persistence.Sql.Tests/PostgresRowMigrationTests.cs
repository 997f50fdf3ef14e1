using Actors.Journal;
using Actors.Persistence.Sql.Scripting;
using Actors.Persistence.Sql.Tests.Sources;
using Actors.Sharding;
using Npgsql;

namespace Actors.Persistence.Sql.Tests;

public sealed class PostgresRowMigrationTests : RowMigrationTests
{
    private const string InsertRows = """
        INSERT INTO journal (shard, seq, entity_hash, entity, version, kind, type, payload, metadata, time)
        SELECT * FROM unnest($1::int[], $2::bigint[], $3::bigint[], $4::text[], $5::bigint[], $6::smallint[], $7::text[], $8::bytea[], $9::bytea[], $10::timestamptz[])
        """;

    private readonly PostgresSource _source = new();

    protected override string Dialect => "Postgres";

    protected override async Task<IJournalStore> Open(ShardCount shards) => await _source.OpenPostgres(shards, default);

    private protected override async Task CreateRows(Migration first, IReadOnlyDictionary<ShardId, List<JournalRecord>> rows)
    {
        await using var source = NpgsqlDataSource.Create(await _source.ConnectionString() + ";Pooling=false");
        await Run(source, EmbeddedSql.Script("Postgres", "create_schema_version") + first.Sql);
        await Run(source, "INSERT INTO schema_version (version, name) VALUES (1, 'create'); INSERT INTO settings VALUES ('shard_count', '4');");
        foreach (var (shard, records) in rows)
        {
            await Run(source, InsertShard(shard, records.Count));
            await using var insert = source.CreateCommand(InsertRows);
            object[] columns =
            [
                records.Select(r => r.Shard.Value).ToArray(), records.Select(r => r.Sequence.Value).ToArray(),
                records.Select(r => unchecked((long)r.Entity.Hash)).ToArray(), records.Select(r => r.Entity.ToString()).ToArray(),
                records.Select(r => r.Version.Value).ToArray(), records.Select(r => (short)r.Kind).ToArray(),
                records.Select(r => r.Type.ToString()).ToArray(), records.Select(r => r.Payload.ToArray()).ToArray(),
                records.Select(r => RecordMetadataCodec.Encode(r.Metadata)).ToArray(), records.Select(r => r.Time.UtcDateTime).ToArray(),
            ];
            foreach (var column in columns)
            {
                insert.Parameters.Add(new NpgsqlParameter { Value = column });
            }

            await insert.ExecuteNonQueryAsync();
        }
    }

    private static async Task Run(NpgsqlDataSource source, string sql)
    {
        await using var command = source.CreateCommand(sql);
        await command.ExecuteNonQueryAsync();
    }
}
