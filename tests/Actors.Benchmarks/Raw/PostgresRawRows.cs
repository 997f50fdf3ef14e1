using Npgsql;

namespace Actors.Benchmarks.Raw;

/// <summary>Writes the rows of a rebuild as fast as one connection to PostgreSQL takes them: one statement for all rows of a table.</summary>
internal static class PostgresRawRows
{
    public static async Task Write(string connectionString, IReadOnlyList<BookingRows> transactions, CancellationToken cancellationToken)
    {
        await using var source = NpgsqlDataSource.Create(connectionString);
        await using var connection = await source.OpenConnectionAsync(cancellationToken);
        await using (var create = new NpgsqlCommand(RawScripts.Read("Postgres.rows_create"), connection))
        {
            await create.ExecuteNonQueryAsync(cancellationToken);
        }

        foreach (var rows in transactions)
        {
            var sums = rows.Sums();
            await using var batch = new NpgsqlBatch(connection);
            batch.BatchCommands.Add(Command("Postgres.rows_bookings", rows.Accounts, rows.Versions, rows.Amounts, rows.Balances));
            batch.BatchCommands.Add(Command("Postgres.rows_accounts", sums.Accounts, sums.Bookings, sums.Balances));
            await batch.ExecuteNonQueryAsync(cancellationToken); // One transaction by itself.
        }
    }

    private static NpgsqlBatchCommand Command(string script, string[] accounts, params long[][] numbers)
    {
        var command = new NpgsqlBatchCommand(RawScripts.Read(script)) { Parameters = { new NpgsqlParameter<string[]> { TypedValue = accounts } } };
        foreach (var column in numbers)
        {
            command.Parameters.Add(new NpgsqlParameter<long[]> { TypedValue = column });
        }

        return command;
    }
}
