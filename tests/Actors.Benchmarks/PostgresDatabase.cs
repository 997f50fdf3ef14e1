using System.Diagnostics;
using Actors.Journal;
using Actors.Persistence.Sql.Postgres;
using Actors.TestKit.Postgres;
using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;

namespace Actors.Benchmarks;

/// <summary>A private PostgreSQL with durable commits.</summary>
internal sealed class PostgresDatabase(PostgresServer server) : IDatabase
{
    private const string RawInsert = """
        INSERT INTO raw (shard, seq, entity_hash, entity, version, kind, type, payload, metadata, time)
        SELECT * FROM unnest($1::int[], $2::bigint[], $3::bigint[], $4::text[], $5::bigint[], $6::smallint[], $7::text[], $8::bytea[], $9::bytea[], $10::timestamptz[])
        """;

    private int _databases;

    public string Name => "postgres";

    public int ShardHosts => 2;

    public static async Task<IDatabase> Start(CancellationToken cancellationToken) => new PostgresDatabase(
        await PostgresServer.Start(new PostgresServerOptions { Durable = true, SharedBuffersMegabytes = 512 }, cancellationToken));

    public async Task<IJournalStore> OpenEmpty(CancellationToken cancellationToken)
    {
        var name = await Create(cancellationToken);
        return await PostgresStore.Open(
            new PostgresOptions { ConnectionString = server.ConnectionString(name) }, NullLogger.Instance, cancellationToken);
    }

    public async Task<double> RawRowsPerSecond(int callers, int payload, TimeSpan duration, CancellationToken cancellationToken)
    {
        var writerCount = Math.Min(ShardHosts, callers);
        var batch = Math.Clamp(callers / writerCount, 1, 1000);
        var name = await Create(cancellationToken);
        await using var source = NpgsqlDataSource.Create(server.ConnectionString(name) + ";Max Auto Prepare=4;Auto Prepare Min Usages=1");
        await using (var create = source.CreateCommand("""
            CREATE TABLE raw (shard int, seq bigint, entity_hash bigint, entity text, version bigint, kind smallint, type text,
                payload bytea, metadata bytea, time timestamptz, PRIMARY KEY (shard, seq));
            CREATE INDEX raw_entity ON raw (entity_hash, seq)
            """))
        {
            await create.ExecuteNonQueryAsync(cancellationToken);
        }

        var clock = Stopwatch.StartNew();
        var writers = Enumerable.Range(0, writerCount).Select(w => Write(source, w, batch, payload, clock, duration, cancellationToken));
        var rows = await Task.WhenAll(writers);
        return rows.Sum() / clock.Elapsed.TotalSeconds;
    }

    public ValueTask DisposeAsync() => server.DisposeAsync();

    private async Task<string> Create(CancellationToken cancellationToken)
    {
        var name = $"bench{_databases++}";
        await using var source = NpgsqlDataSource.Create(server.ConnectionString() + ";Pooling=false");
        await using var create = source.CreateCommand($"CREATE DATABASE {name}");
        await create.ExecuteNonQueryAsync(cancellationToken);
        return name;
    }

    private static async Task<long> Write(
        NpgsqlDataSource source, int writer, int batch, int payload, Stopwatch clock, TimeSpan duration, CancellationToken cancellationToken)
    {
        await using var connection = await source.OpenConnectionAsync(cancellationToken);
        var rows = new RawRows(writer, batch, payload);
        while (clock.Elapsed < duration)
        {
            rows.Next();
            await using var insert = new NpgsqlCommand(RawInsert, connection);
            foreach (var column in rows.Columns)
            {
                insert.Parameters.Add(new NpgsqlParameter { Value = column });
            }

            await insert.ExecuteNonQueryAsync(cancellationToken);
        }

        return rows.Written;
    }
}
