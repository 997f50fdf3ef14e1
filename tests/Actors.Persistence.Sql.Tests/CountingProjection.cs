using System.Data.Common;
using Actors.Journal;
using Actors.Persistence.Sql.Projections;

namespace Actors.Persistence.Sql.Tests;

/// <summary>Writes one row for each record; a record applied twice would break its primary key only by a row more.</summary>
internal sealed class CountingProjection : ISqlProjection
{
    public ReaderName Name { get; } = new("counting");

    public bool FailAfterWriting { get; set; }

    public IReadOnlyList<string> CreateTables(SqlDialect dialect) =>
        ["CREATE TABLE IF NOT EXISTS counted (shard integer NOT NULL, seq bigint NOT NULL)"];

    public async Task Apply(IReadOnlyList<JournalRecord> records, DbTransaction transaction, CancellationToken cancellationToken)
    {
        foreach (var record in records)
        {
            await using var command = transaction.Connection!.CreateCommand();
            command.Transaction = transaction;
            command.CommandText = "INSERT INTO counted (shard, seq) VALUES (@shard, @seq)";
            Add(command, "@shard", record.Shard.Value);
            Add(command, "@seq", record.Sequence.Value);
            await command.ExecuteNonQueryAsync(cancellationToken);
        }

        if (FailAfterWriting)
        {
            throw new InvalidOperationException("The test wants this.");
        }
    }

    private static void Add(DbCommand command, string name, object value)
    {
        var parameter = command.CreateParameter();
        parameter.ParameterName = name;
        parameter.Value = value;
        command.Parameters.Add(parameter);
    }
}
