using Actors.Journal;
using Actors.Journal.Blocks;
using Actors.Persistence.Sql.Blocks;
using Actors.Persistence.Sql.Scripting;
using Actors.Sharding;
using Npgsql;
using static Actors.Persistence.Sql.Postgres.PostgresDatabase;

namespace Actors.Persistence.Sql.Postgres;

/// <summary>
/// Turns the rows of schema version 1 into blocks, a thousand at a time, inside the transaction of the migration: when it fails or is
/// given up, the rows are there as before.
/// </summary>
internal static class PostgresRowMigration
{
    /// <summary>The migration that it completes.</summary>
    public const int After = 2;

    private const int PageRecords = 1_000;

    private static readonly string ReadRowShards = EmbeddedSql.Script("Postgres", "read_row_shards");
    private static readonly string ReadRows = EmbeddedSql.Script("Postgres", "read_rows");
    private static readonly string AppendBlock = EmbeddedSql.Script("Postgres", "append_block");

    /// <summary>Writes the blocks of all shards.</summary>
    public static async Task Run(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        var (names, writer) = (new WireNames(), new BlockWriter());
        foreach (var shard in await Query(connection, ReadRowShards, [], row => row.GetInt32(0), cancellationToken).ConfigureAwait(false))
        {
            var after = 0L;
            while (true)
            {
                var rows = await Query(
                    connection, ReadRows, [Value(shard), Value(after), Value(PageRecords)], row => Record(row, names), cancellationToken)
                    .ConfigureAwait(false);
                if (rows.Count == 0)
                {
                    break;
                }

                await Append(connection, CommitPacker.Pack(writer, rows), cancellationToken).ConfigureAwait(false);
                after = rows[^1].Sequence.Value;
            }
        }
    }

    private static async Task Append(NpgsqlConnection connection, List<Block> blocks, CancellationToken cancellationToken)
    {
        foreach (var block in blocks)
        {
            using var insert = new NpgsqlCommand(AppendBlock, connection)
            {
                Parameters = { Value(block.Shard.Value), Value(block.Last.Value), Value(block.First.Value), Value(block.Stored) },
            };
            await insert.ExecuteNonQueryAsync(cancellationToken).ConfigureAwait(false);
        }
    }

    private static async Task<List<T>> Query<T>(
        NpgsqlConnection connection, string sql, NpgsqlParameter[] parameters, Func<NpgsqlDataReader, T> read, CancellationToken cancellationToken)
    {
        using var command = new NpgsqlCommand(sql, connection);
        command.Parameters.AddRange(parameters);
        var rows = new List<T>();
        var reader = await command.ExecuteReaderAsync(cancellationToken).ConfigureAwait(false);
        await using (reader.ConfigureAwait(false))
        {
            while (await reader.ReadAsync(cancellationToken).ConfigureAwait(false))
            {
                rows.Add(read(reader));
            }
        }

        return rows;
    }

    private static JournalRecord Record(NpgsqlDataReader row, WireNames names) => new()
    {
        Shard = new ShardId(row.GetInt32(0)),
        Sequence = new SequenceNumber(row.GetInt64(1)),
        Entity = EntityKey.Parse(row.GetString(2)),
        Version = new EntityVersion(row.GetInt64(3)),
        Kind = (RecordKind)row.GetInt16(4),
        Type = names.Parse(row.GetString(5)),
        Payload = row.GetFieldValue<byte[]>(6),
        Metadata = RecordMetadataCodec.Decode(row.GetFieldValue<byte[]>(7)),
        Time = new DateTimeOffset(row.GetDateTime(8), TimeSpan.Zero),
    };
}
