using Microsoft.Data.Sqlite;

namespace Actors.Benchmarks.Raw;

/// <summary>Writes the rows of a rebuild as fast as SQLite takes them: prepared statements, one transaction for many rows.</summary>
internal static class SqliteRawRows
{
    public static void Write(string path, IReadOnlyList<BookingRows> transactions)
    {
        using var connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = path, Pooling = false }.ConnectionString);
        connection.Open();
        Run(connection, "PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL;" + RawScripts.Read("Sqlite.rows_create"));
        foreach (var rows in transactions)
        {
            using var transaction = connection.BeginTransaction();
            var sums = rows.Sums();
            Insert(connection, transaction, "Sqlite.rows_bookings", rows.Accounts, rows.Versions, rows.Amounts, rows.Balances);
            Insert(connection, transaction, "Sqlite.rows_accounts", sums.Accounts, sums.Bookings, sums.Balances);
            transaction.Commit();
        }
    }

    private static void Insert(SqliteConnection connection, SqliteTransaction transaction, string script, string[] accounts, params long[][] numbers)
    {
        using var command = connection.CreateCommand();
        command.Transaction = transaction;
        command.CommandText = RawScripts.Read(script);
        for (var i = 0; i <= numbers.Length; i++)
        {
            command.Parameters.AddWithValue($"${i + 1}", DBNull.Value);
        }

        command.Prepare();
        for (var row = 0; row < accounts.Length; row++)
        {
            command.Parameters[0].Value = accounts[row];
            for (var i = 0; i < numbers.Length; i++)
            {
                command.Parameters[i + 1].Value = numbers[i][row];
            }

            command.ExecuteNonQuery();
        }
    }

    private static void Run(SqliteConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }
}
