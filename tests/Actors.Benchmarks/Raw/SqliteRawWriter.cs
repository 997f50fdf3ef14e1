using Actors.Benchmarks.Load;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace Actors.Benchmarks.Raw;

/// <summary>The one writer of a file that commits one batch after the other, with prepared statements and nothing between.</summary>
internal sealed class SqliteRawWriter(string path, RawForm form, RawShape shape, TimeSpan flushDelay)
{
    private readonly RawBatch _batch = new(shape, 0);
    private int _bound;

    public void Run(RawTimer timer)
    {
        using var connection = new SqliteConnection($"Data Source={path};Pooling=false");
        connection.Open();
        Check(raw.sqlite3_exec(connection.Handle, RawScripts.Read("Sqlite.create")));
        using var begin = Prepare(connection, "BEGIN IMMEDIATE");
        using var commit = Prepare(connection, "COMMIT");
        using var fence = Prepare(connection, RawScripts.Read("Sqlite.fence"));
        using var insert = Prepare(connection, RawScripts.Read(form == RawForm.Rows ? "Sqlite.row" : "Sqlite.block"));
        while (!timer.IsOver)
        {
            _batch.Next();
            var began = RawTimer.Begin();
            Step(begin);
            Fence(fence);
            Insert(insert);
            Step(commit);
            if (flushDelay > TimeSpan.Zero)
            {
                Pause.For(flushDelay);
            }

            timer.End(began, shape.Records);
        }
    }

    private void Fence(sqlite3_stmt fence)
    {
        for (var s = 0; s < _batch.TouchedShards.Length; s++)
        {
            Bind(fence, _batch.NewHeads[s]);
            Bind(fence, _batch.TouchedShards[s]);
            Bind(fence, _batch.Epochs[s]);
            Bind(fence, _batch.ExpectedHeads[s]);
            Step(fence);
        }
    }

    private void Insert(sqlite3_stmt insert)
    {
        for (var s = 0; form == RawForm.Blocks && s < _batch.TouchedShards.Length; s++)
        {
            Bind(insert, _batch.TouchedShards[s]);
            Bind(insert, _batch.NewHeads[s]);
            Bind(insert, _batch.FirstSequences[s]);
            Check(raw.sqlite3_bind_blob(insert, ++_bound, _batch.Blocks[s]));
            Step(insert);
        }

        for (var i = 0; form == RawForm.Rows && i < shape.Records; i++)
        {
            Bind(insert, _batch.Shards[i]);
            Bind(insert, _batch.Sequences[i]);
            Bind(insert, _batch.Hashes[i]);
            Check(raw.sqlite3_bind_text(insert, ++_bound, _batch.Entities[i]));
            Bind(insert, _batch.Versions[i]);
            Bind(insert, _batch.Kinds[i]);
            Check(raw.sqlite3_bind_text(insert, ++_bound, _batch.Types[i]));
            Check(raw.sqlite3_bind_blob(insert, ++_bound, _batch.Payloads[i]));
            Check(raw.sqlite3_bind_zeroblob(insert, ++_bound, 0));
            Bind(insert, 0);
            Step(insert);
        }
    }

    private void Bind(sqlite3_stmt statement, long value) => Check(raw.sqlite3_bind_int64(statement, ++_bound, value));

    private void Step(sqlite3_stmt statement)
    {
        if (raw.sqlite3_step(statement) is not raw.SQLITE_DONE and var code)
        {
            Check(code);
        }

        Check(raw.sqlite3_reset(statement));
        _bound = 0;
    }

    private static sqlite3_stmt Prepare(SqliteConnection connection, string sql)
    {
        Check(raw.sqlite3_prepare_v3(connection.Handle, sql, raw.SQLITE_PREPARE_PERSISTENT, out var statement));
        return statement;
    }

    private static void Check(int code)
    {
        if (code != raw.SQLITE_OK)
        {
            throw new InvalidOperationException($"SQLite refused with {code}.");
        }
    }
}
