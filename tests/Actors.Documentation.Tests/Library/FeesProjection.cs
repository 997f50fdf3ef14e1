using System.Data.Common;
using Actors.Journal;
using Actors.Persistence.Sql.Projections;
using Actors.Schema;

namespace Library;

// <projection>
public sealed class FeesProjection(ActorModel model) : ISqlProjection
{
    public ReaderName Name { get; } = new("fees");

    public IReadOnlyList<string> CreateTables(SqlDialect dialect) =>
        ["CREATE TABLE IF NOT EXISTS fees (reader VARCHAR(200) PRIMARY KEY, amount_in_cents BIGINT NOT NULL)"];

    public async Task Apply(IReadOnlyList<JournalRecord> records, DbTransaction transaction, CancellationToken cancellationToken)
    {
        foreach (var record in records)
        {
            if (EventOf(record) is FeeCharged fee)
            {
                await using var command = transaction.Connection!.CreateCommand();
                command.Transaction = transaction;
                command.CommandText = """
                    INSERT INTO fees (reader, amount_in_cents) VALUES (@reader, @cents)
                    ON CONFLICT (reader) DO UPDATE SET amount_in_cents = fees.amount_in_cents + excluded.amount_in_cents
                    """;
                Add(command, "@reader", record.Entity.Id.Value);
                Add(command, "@cents", (long)(fee.Amount * 100));
                await command.ExecuteNonQueryAsync(cancellationToken);
            }
        }
    }

    private object? EventOf(JournalRecord record) => record.Kind != RecordKind.Event
        ? null
        : record.Message ?? model.Find(record.Entity.Type)?.Messages.Decode(record.Type, record.Payload.Span);

    private static void Add(DbCommand command, string name, object value)
    {
        var parameter = command.CreateParameter();
        parameter.ParameterName = name;
        parameter.Value = value;
        command.Parameters.Add(parameter);
    }
}
// </projection>
