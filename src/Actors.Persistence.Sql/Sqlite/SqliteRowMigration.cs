using Actors.Journal;
using Actors.Journal.Blocks;
using Actors.Persistence.Sql.Blocks;
using Actors.Persistence.Sql.Scripting;
using Actors.Sharding;

namespace Actors.Persistence.Sql.Sqlite;

/// <summary>
/// Turns the rows of schema version 1 into blocks, a thousand at a time, inside the transaction of the migration: when it fails or is
/// given up, the rows are there as before.
/// </summary>
internal static class SqliteRowMigration
{
    /// <summary>The migration that it completes.</summary>
    public const int After = 2;

    private const int PageRecords = 1_000;

    private static readonly string ReadRowShards = EmbeddedSql.Script("Sqlite", "read_row_shards");
    private static readonly string ReadRows = EmbeddedSql.Script("Sqlite", "read_rows");

    /// <summary>Writes the blocks of all shards.</summary>
    public static void Run(SqliteSession session)
    {
        var (names, writer) = (new WireNames(), new BlockWriter());
        foreach (var shard in Shards(session))
        {
            var rows = Page(session, shard, 0, names);
            while (rows.Count > 0)
            {
                SqliteCommit.Append(session, CommitPacker.Pack(writer, rows));
                rows = Page(session, shard, rows[^1].Sequence.Value, names);
            }
        }
    }

    private static List<int> Shards(SqliteSession session)
    {
        var row = session.Statement(ReadRowShards);
        var shards = new List<int>();
        while (row.Next())
        {
            shards.Add((int)row.Number(0));
        }

        return shards;
    }

    private static List<JournalRecord> Page(SqliteSession session, int shard, long after, WireNames names)
    {
        var row = session.Statement(ReadRows).Bind(shard).Bind(after).Bind(PageRecords);
        var records = new List<JournalRecord>();
        while (row.Next())
        {
            records.Add(Record(row, names));
        }

        return records;
    }

    private static JournalRecord Record(SqliteStatement row, WireNames names) => new()
    {
        Shard = new ShardId((int)row.Number(0)),
        Sequence = new SequenceNumber(row.Number(1)),
        Entity = EntityKey.Parse(row.Text(2)),
        Version = new EntityVersion(row.Number(3)),
        Kind = (RecordKind)row.Number(4),
        Type = names.Parse(row.Text(5)),
        Payload = row.Bytes(6),
        Metadata = RecordMetadataCodec.Decode(row.Bytes(7)),
        Time = Microseconds.Read(row.Number(8)),
    };
}
