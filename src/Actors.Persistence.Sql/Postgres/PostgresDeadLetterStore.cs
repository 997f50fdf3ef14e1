using Actors.DeadLettering;
using Actors.Persistence.Sql.Scripting;
using Actors.Schema;
using Npgsql;
using static Actors.Persistence.Sql.Postgres.PostgresDatabase;

namespace Actors.Persistence.Sql.Postgres;

/// <summary>Dead letters in PostgreSQL.</summary>
internal sealed class PostgresDeadLetterStore(PostgresDatabase database) : IDeadLetterStore
{
    private static readonly string AddLetters = EmbeddedSql.Script("Postgres", "add_dead_letters");
    private static readonly string ListLetters = EmbeddedSql.Script("Postgres", "list_dead_letters");
    private static readonly string ListParkedLetters = EmbeddedSql.Script("Postgres", "list_parked_dead_letters");
    private static readonly string CountLetters = EmbeddedSql.Script("Postgres", "count_dead_letters");

    /// <summary>The columns of letters, in the order of the insert scripts.</summary>
    public static NpgsqlParameter[] Columns(IReadOnlyList<DeadLetter> letters) =>
    [
        Value(letters.Select(l => l.Id.Value).ToArray()),
        Value(letters.Select(l => (short)l.Reason).ToArray()),
        Value(letters.Select(l => StoredText.Clean(l.Detail)).ToArray()),
        Value(letters.Select(l => StoredText.Clean(l.Source)).ToArray()),
        Value(letters.Select(l => l.Entity?.ToString()).ToArray()),
        Value(letters.Select(l => l.Type?.ToString()).ToArray()),
        Value(letters.Select(l => l.Payload).ToArray()),
        Value(letters.Select(l => l.Time.UtcDateTime).ToArray()),
        Value(letters.Select(l => (short)l.Status).ToArray()),
    ];

    public Task Add(IReadOnlyList<DeadLetter> letters, CancellationToken cancellationToken) =>
        letters.Count == 0 ? Task.CompletedTask : database.Execute([(AddLetters, Columns(letters))], cancellationToken);

    public async Task<IReadOnlyList<DeadLetter>> List(
        DeadLetterStatus status, DeadLetterId? after, int limit, CancellationToken cancellationToken) =>
        await database.Query(
            ListLetters,
            [Value((short)status), Value(after?.Value ?? string.Empty), Value(limit)],
            Read,
            cancellationToken).ConfigureAwait(false);

    public async Task<IReadOnlyList<DeadLetter>> ListParked(EntityKey entity, int limit, CancellationToken cancellationToken) =>
        await database.Query(ListParkedLetters, [Value(entity.ToString()), Value(limit)], Read, cancellationToken).ConfigureAwait(false);

    public async Task<long> Count(DeadLetterStatus status, CancellationToken cancellationToken)
    {
        var rows = await database.Query(CountLetters, [Value((short)status)], row => row.GetInt64(0), cancellationToken).ConfigureAwait(false);
        return rows[0];
    }

    private static DeadLetter Read(NpgsqlDataReader row) => new()
    {
        Id = new DeadLetterId(row.GetString(0)),
        Reason = (DeadLetterReason)row.GetInt16(1),
        Detail = row.GetString(2),
        Source = row.GetString(3),
        Entity = row.IsDBNull(4) ? null : EntityKey.Parse(row.GetString(4)),
        Type = row.IsDBNull(5) ? null : WireName.Parse(row.GetString(5)),
        Payload = row.GetFieldValue<byte[]>(6),
        Time = new DateTimeOffset(row.GetDateTime(7), TimeSpan.Zero),
        Status = (DeadLetterStatus)row.GetInt16(8),
    };
}
