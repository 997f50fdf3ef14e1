using System.Text;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace Actors.Persistence.Sql.Sqlite;

/// <summary>
/// A prepared statement used again and again: bind the values in the order of its question marks, then <see cref="Run"/> it or
/// <see cref="Next"/> through all its rows. Straight on SQLite's own interface, because binding by name costs more than the
/// insert of a row. One thread at a time.
/// </summary>
internal sealed class SqliteStatement(sqlite3 database, sqlite3_stmt statement) : IDisposable
{
    private byte[] _utf8 = new byte[256];
    private int _bound;

    /// <summary>Forgets the earlier use.</summary>
    public SqliteStatement Start()
    {
        // The result repeats the error of the earlier use, which has been thrown already.
        raw.sqlite3_reset(statement);
        _bound = 0;
        return this;
    }

    /// <summary>Binds a number.</summary>
    public SqliteStatement Bind(long value)
    {
        Check(raw.sqlite3_bind_int64(statement, ++_bound, value));
        return this;
    }

    /// <summary>Binds a number, or null.</summary>
    public SqliteStatement Bind(long? value)
    {
        if (value is { } number)
        {
            return Bind(number);
        }

        Check(raw.sqlite3_bind_null(statement, ++_bound));
        return this;
    }

    /// <summary>Binds a text, or null.</summary>
    public SqliteStatement Bind(string? value)
    {
        if (value is null)
        {
            Check(raw.sqlite3_bind_null(statement, ++_bound));
        }
        else if (value.Length == 0)
        {
            Check(raw.sqlite3_bind_text(statement, ++_bound, value));
        }
        else
        {
            var room = Encoding.UTF8.GetMaxByteCount(value.Length);
            if (_utf8.Length < room)
            {
                _utf8 = new byte[room];
            }

            Check(raw.sqlite3_bind_text(statement, ++_bound, _utf8.AsSpan(0, Encoding.UTF8.GetBytes(value, _utf8))));
        }

        return this;
    }

    /// <summary>Binds bytes; no bytes are an empty value, not null.</summary>
    public SqliteStatement Bind(ReadOnlySpan<byte> value)
    {
        Check(value.IsEmpty
            ? raw.sqlite3_bind_zeroblob(statement, ++_bound, 0)
            : raw.sqlite3_bind_blob(statement, ++_bound, value));
        return this;
    }

    /// <summary>Runs a statement that gives no rows.</summary>
    /// <returns>How many rows it changed.</returns>
    public int Run()
    {
        while (Next())
        {
        }

        return raw.sqlite3_changes(database);
    }

    /// <summary>Steps to the next row; call it until it gives false.</summary>
    public bool Next()
    {
        var result = raw.sqlite3_step(statement);
        if (result == raw.SQLITE_ROW)
        {
            return true;
        }

        var error = result == raw.SQLITE_DONE ? null : Error(result);
        raw.sqlite3_reset(statement);
        return error is null ? false : throw error;
    }

    /// <summary>A number of the current row.</summary>
    public long Number(int column) => raw.sqlite3_column_int64(statement, column);

    /// <summary>A text of the current row.</summary>
    public string Text(int column) => raw.sqlite3_column_text(statement, column).utf8_to_string();

    /// <summary>Bytes of the current row, in an array of their own.</summary>
    public byte[] Bytes(int column) => raw.sqlite3_column_blob(statement, column).ToArray();

    /// <summary>Bytes of the current row, where they are: gone with the next step.</summary>
    public ReadOnlySpan<byte> Span(int column) => raw.sqlite3_column_blob(statement, column);

    /// <summary>Whether the current row has nothing there.</summary>
    public bool IsNull(int column) => raw.sqlite3_column_type(statement, column) == raw.SQLITE_NULL;

    public void Dispose() => statement.Dispose();

    private void Check(int result)
    {
        if (result != raw.SQLITE_OK)
        {
            throw Error(result);
        }
    }

    private SqliteException Error(int result) => new(
        $"SQLite error {result}: {raw.sqlite3_errmsg(database).utf8_to_string()}.", result & 0xff, raw.sqlite3_extended_errcode(database));
}
