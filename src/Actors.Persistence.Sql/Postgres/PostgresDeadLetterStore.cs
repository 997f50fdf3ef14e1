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
    private static readonly string FindLetter = EmbeddedSql.Script("Postgres", "find_dead_letter");
    private static readonly string EditLetter = EmbeddedSql.Script("Postgres", "edit_dead_letter");
    private static readonly string ListActions = EmbeddedSql.Script("Postgres", "list_dead_letter_actions");
    private static readonly string AddActions = EmbeddedSql.Script("Postgres", "add_dead_letter_actions");
    private static readonly string ActOnLetters = EmbeddedSql.Script("Postgres", "act_on_dead_letters");

    private static readonly string ListUnpublishedLetters = EmbeddedSql.Script("Postgres", "list_unpublished_dead_letters");
    private static readonly string MarkLettersPublished = EmbeddedSql.Script("Postgres", "mark_dead_letters_published");

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
        Value(letters.Select(l => l.Attempts).ToArray()),
        Value(letters.Select(l => l.Origin?.Ingress).ToArray()),
        Value(letters.Select(l => l.Origin?.Lane.Name).ToArray()),
        Value(letters.Select(l => l.Origin?.Position.Value).ToArray()),
        Value(letters.Select(l => l.Origin?.Key.ToArray()).ToArray()),
        Value(letters.Select(l => l.Origin is { } origin ? StoredHeaders.Write(origin.Headers) : null).ToArray()),
    ];

    public Task Add(IReadOnlyList<DeadLetter> letters, CancellationToken cancellationToken) =>
        letters.Count == 0 ? Task.CompletedTask : database.Execute([(AddLetters, Columns(letters))], cancellationToken);

    public async Task<IReadOnlyList<DeadLetter>> List(
        DeadLetterFilter filter, DeadLetterId? after, int limit, CancellationToken cancellationToken) =>
        await database.Query(
            ListLetters, [.. Values(filter), Value(after?.Value ?? string.Empty), Value(limit)], Read, cancellationToken).ConfigureAwait(false);

    public async Task<IReadOnlyList<DeadLetter>> ListParked(EntityKey entity, int limit, CancellationToken cancellationToken) =>
        await database.Query(ListParkedLetters, [Value(entity.ToString()), Value(limit)], Read, cancellationToken).ConfigureAwait(false);

    public async Task<long> Count(DeadLetterFilter filter, CancellationToken cancellationToken) =>
        (await database.Query(CountLetters, Values(filter), row => row.GetInt64(0), cancellationToken).ConfigureAwait(false))[0];

    public async Task<DeadLetter?> Find(DeadLetterId letter, CancellationToken cancellationToken) =>
        (await database.Query(FindLetter, [Value(letter.Value)], Read, cancellationToken).ConfigureAwait(false)).SingleOrDefault();

    public async Task<IReadOnlyList<DeadLetterAction>> Actions(DeadLetterId letter, CancellationToken cancellationToken) =>
        await database.Query(ListActions, [Value(letter.Value)], ReadAction, cancellationToken).ConfigureAwait(false);

    public Task Record(IReadOnlyList<DeadLetterAction> actions, CancellationToken cancellationToken) =>
        actions.Count == 0 ? Task.CompletedTask : database.Execute(Recording(actions), cancellationToken);

    public Task<bool> Edit(DeadLetterEdit edit, DeadLetterAction action, CancellationToken cancellationToken) =>
        database.Run(
            async (connection, token) =>
            {
                var transaction = await connection.BeginTransactionAsync(token).ConfigureAwait(false);
                await using (transaction.ConfigureAwait(false))
                {
                    NpgsqlParameter[] values =
                        [Value(action.Letter.Value), Value(edit.Payload.ToArray()), Value(edit.Type?.ToString()), Value(edit.Entity?.ToString())];
                    var isEdited = await Execute(connection, EditLetter, values, token).ConfigureAwait(false) == 1;
                    foreach (var (sql, parameters) in isEdited ? Recording([action]) : [])
                    {
                        await Execute(connection, sql, parameters, token).ConfigureAwait(false);
                    }

                    await transaction.CommitAsync(token).ConfigureAwait(false);
                    return isEdited;
                }
            },
            cancellationToken);

    public async Task<IReadOnlyList<DeadLetter>> ListUnpublished(int limit, CancellationToken cancellationToken) =>
        await database.Query(ListUnpublishedLetters, [Value(limit)], Read, cancellationToken).ConfigureAwait(false);

    public Task MarkPublished(IReadOnlyList<DeadLetterId> letters, CancellationToken cancellationToken) =>
        database.Execute([(MarkLettersPublished, [Value(letters.Select(l => l.Value).ToArray())])], cancellationToken);

    private static async Task<int> Execute(NpgsqlConnection connection, string sql, NpgsqlParameter[] parameters, CancellationToken cancellationToken)
    {
        using var command = new NpgsqlCommand(sql, connection);
        command.Parameters.AddRange(parameters);
        return await command.ExecuteNonQueryAsync(cancellationToken).ConfigureAwait(false);
    }

    private static (string Sql, NpgsqlParameter[] Parameters)[] Recording(IReadOnlyList<DeadLetterAction> actions) =>
    [
        (AddActions,
        [
            Value(actions.Select(a => a.Letter.Value).ToArray()),
            Value(actions.Select(a => (short)a.Kind).ToArray()),
            Value(actions.Select(a => a.Time.UtcDateTime).ToArray()),
            Value(actions.Select(a => a.Principal is { } principal ? StoredText.Clean(principal) : null).ToArray()),
            Value(actions.Select(a => StoredText.Clean(a.Note)).ToArray()),
        ]),
        (ActOnLetters,
        [
            Value(actions.Select(a => a.Letter.Value).ToArray()),
            Value(actions.Select(a => a.Resolves ? (short)DeadLetterStatus.Resolved : (short)0).ToArray()),
            Value(actions.Select(a => a.Kind == DeadLetterActionKind.ReplayBegun ? 1 : 0).ToArray()),
        ]),
    ];

    private static NpgsqlParameter[] Values(DeadLetterFilter filter) =>
    [
        Value(filter.Status is { } status ? (short)status : (short)-1),
        Value(filter.Reason is { } reason ? (short)reason : (short)-1),
        Value(filter.Source ?? string.Empty),
        Value(filter.Ingress ?? string.Empty),
        Value(filter.Entity?.ToString() ?? string.Empty),
        Value((filter.From ?? DateTimeOffset.MinValue).UtcDateTime),
        Value((filter.Until ?? DateTimeOffset.MaxValue).UtcDateTime),
    ];

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
        Attempts = row.GetInt32(9),
        Origin = ReadOrigin(row),
        Edit = ReadEdit(row),
    };

    private static DeadLetterOrigin? ReadOrigin(NpgsqlDataReader row) => row.IsDBNull(10)
        ? null
        : new DeadLetterOrigin(row.GetString(10), new Lane(row.GetString(11)), new LanePosition(row.GetInt64(12)))
        {
            Key = row.GetFieldValue<byte[]>(13),
            Headers = StoredHeaders.Read(row.GetString(14)),
        };

    private static DeadLetterEdit? ReadEdit(NpgsqlDataReader row) => row.IsDBNull(15)
        ? null
        : new DeadLetterEdit
        {
            Payload = row.GetFieldValue<byte[]>(15),
            Type = row.IsDBNull(16) ? null : WireName.Parse(row.GetString(16)),
            Entity = row.IsDBNull(17) ? null : EntityKey.Parse(row.GetString(17)),
        };

    private static DeadLetterAction ReadAction(NpgsqlDataReader row) => new()
    {
        Letter = new DeadLetterId(row.GetString(0)),
        Kind = (DeadLetterActionKind)row.GetInt16(1),
        Time = new DateTimeOffset(row.GetDateTime(2), TimeSpan.Zero),
        Principal = row.IsDBNull(3) ? null : row.GetString(3),
        Note = row.GetString(4),
    };
}
