using Actors.DeadLettering;
using Actors.Journal.Blocks;
using Actors.Persistence.Sql.Scripting;
using Actors.Schema;

namespace Actors.Persistence.Sql.Sqlite;

/// <summary>Dead letters in SQLite.</summary>
internal sealed class SqliteDeadLetterStore(SqliteDatabase database) : IDeadLetterStore
{
    private static readonly string AddLetter = EmbeddedSql.Script("Sqlite", "add_dead_letter");
    private static readonly string ListLetters = EmbeddedSql.Script("Sqlite", "list_dead_letters");
    private static readonly string ListParkedLetters = EmbeddedSql.Script("Sqlite", "list_parked_dead_letters");
    private static readonly string CountLetters = EmbeddedSql.Script("Sqlite", "count_dead_letters");
    private static readonly string FindLetter = EmbeddedSql.Script("Sqlite", "find_dead_letter");
    private static readonly string EditLetter = EmbeddedSql.Script("Sqlite", "edit_dead_letter");
    private static readonly string ListActions = EmbeddedSql.Script("Sqlite", "list_dead_letter_actions");
    private static readonly string AddAction = EmbeddedSql.Script("Sqlite", "add_dead_letter_action");
    private static readonly string ActOnLetter = EmbeddedSql.Script("Sqlite", "act_on_dead_letter");

    private static readonly string ListUnpublishedLetters = EmbeddedSql.Script("Sqlite", "list_unpublished_dead_letters");
    private static readonly string MarkLetterPublished = EmbeddedSql.Script("Sqlite", "mark_dead_letter_published");

    /// <summary>Adds a letter inside a transaction of the caller.</summary>
    public static void Add(SqliteSession session, DeadLetter letter)
    {
        var statement = session.Statement(AddLetter)
            .Bind(letter.Id.Value)
            .Bind((long)letter.Reason)
            .Bind(StoredText.Clean(letter.Detail))
            .Bind(StoredText.Clean(letter.Source))
            .Bind(letter.Entity?.ToString())
            .Bind(letter.Type?.ToString())
            .Bind(letter.Payload.Span)
            .Bind(Microseconds.Of(letter.Time))
            .Bind((long)letter.Status)
            .Bind(letter.Attempts);
        _ = letter.Origin is { } origin
            ? statement.Bind(origin.Ingress).Bind(origin.Lane.Name).Bind(origin.Position.Value).Bind(origin.Key.Span).Bind(StoredHeaders.Write(origin.Headers))
            : statement.Bind((string?)null).Bind((string?)null).Bind((string?)null).Bind((string?)null).Bind((string?)null);
        statement.Run();
    }

    public Task Add(IReadOnlyList<DeadLetter> letters, CancellationToken cancellationToken) =>
        database.Write(
            session =>
            {
                foreach (var letter in letters)
                {
                    Add(session, letter);
                }

                return letters.Count;
            },
            cancellationToken);

    public Task<IReadOnlyList<DeadLetter>> List(
        DeadLetterFilter filter, DeadLetterId? after, int limit, CancellationToken cancellationToken) =>
        database.Read<IReadOnlyList<DeadLetter>>(
            session => Read(Bind(session.Statement(ListLetters), filter).Bind(after?.Value).Bind(limit)), cancellationToken);

    public Task<IReadOnlyList<DeadLetter>> ListParked(EntityKey entity, int limit, CancellationToken cancellationToken) =>
        database.Read<IReadOnlyList<DeadLetter>>(
            session => Read(session.Statement(ListParkedLetters).Bind(entity.ToString()).Bind(limit)), cancellationToken);

    public Task<long> Count(DeadLetterFilter filter, CancellationToken cancellationToken) =>
        database.Read(
            session =>
            {
                var row = Bind(session.Statement(CountLetters), filter);
                var count = 0L;
                while (row.Next())
                {
                    count = row.Number(0);
                }

                return count;
            },
            cancellationToken);

    public Task<DeadLetter?> Find(DeadLetterId letter, CancellationToken cancellationToken) =>
        database.Read(session => Read(session.Statement(FindLetter).Bind(letter.Value)).SingleOrDefault(), cancellationToken);

    public Task<IReadOnlyList<DeadLetterAction>> Actions(DeadLetterId letter, CancellationToken cancellationToken) =>
        database.Read<IReadOnlyList<DeadLetterAction>>(session => ReadActions(session.Statement(ListActions).Bind(letter.Value)), cancellationToken);

    public Task Record(IReadOnlyList<DeadLetterAction> actions, CancellationToken cancellationToken) =>
        database.Write(
            session =>
            {
                foreach (var action in actions)
                {
                    Write(session, action);
                }

                return actions.Count;
            },
            cancellationToken);

    public Task<bool> Edit(DeadLetterEdit edit, DeadLetterAction action, CancellationToken cancellationToken) =>
        database.Write(
            session =>
            {
                var edited = session.Statement(EditLetter)
                    .Bind(action.Letter.Value).Bind(edit.Payload.Span).Bind(edit.Type?.ToString()).Bind(edit.Entity?.ToString())
                    .Run();
                if (edited == 1)
                {
                    Write(session, action);
                }

                return edited == 1;
            },
            cancellationToken);

    public Task<IReadOnlyList<DeadLetter>> ListUnpublished(int limit, CancellationToken cancellationToken) =>
        database.Read<IReadOnlyList<DeadLetter>>(session => Read(session.Statement(ListUnpublishedLetters).Bind(limit)), cancellationToken);

    public Task MarkPublished(IReadOnlyList<DeadLetterId> letters, CancellationToken cancellationToken) =>
        database.Write(session => letters.Sum(letter => session.Statement(MarkLetterPublished).Bind(letter.Value).Run()), cancellationToken);

    private static void Write(SqliteSession session, DeadLetterAction action)
    {
        session.Statement(AddAction)
            .Bind(action.Letter.Value).Bind((long)action.Kind).Bind(Microseconds.Of(action.Time))
            .Bind(action.Principal is { } principal ? StoredText.Clean(principal) : null).Bind(StoredText.Clean(action.Note))
            .Run();
        session.Statement(ActOnLetter)
            .Bind(action.Letter.Value)
            .Bind(action.Resolves ? (long)DeadLetterStatus.Resolved : 0)
            .Bind(action.Kind == DeadLetterActionKind.ReplayBegun ? 1 : 0)
            .Run();
    }

    private static SqliteStatement Bind(SqliteStatement statement, DeadLetterFilter filter) => statement
        .Bind(filter.Status is { } status ? (long)status : -1)
        .Bind(filter.Reason is { } reason ? (long)reason : -1)
        .Bind(filter.Source ?? string.Empty)
        .Bind(filter.Ingress ?? string.Empty)
        .Bind(filter.Entity?.ToString() ?? string.Empty)
        .Bind(filter.From is { } from ? Microseconds.Of(from) : long.MinValue)
        .Bind(filter.Until is { } until ? Microseconds.Of(until) : long.MaxValue);

    private static List<DeadLetter> Read(SqliteStatement row)
    {
        var letters = new List<DeadLetter>();
        while (row.Next())
        {
            letters.Add(new DeadLetter
            {
                Id = new DeadLetterId(row.Text(0)),
                Reason = (DeadLetterReason)row.Number(1),
                Detail = row.Text(2),
                Source = row.Text(3),
                Entity = row.IsNull(4) ? null : EntityKey.Parse(row.Text(4)),
                Type = row.IsNull(5) ? null : WireName.Parse(row.Text(5)),
                Payload = row.Bytes(6),
                Time = Microseconds.Read(row.Number(7)),
                Status = (DeadLetterStatus)row.Number(8),
                Attempts = (int)row.Number(9),
                Origin = ReadOrigin(row),
                Edit = ReadEdit(row),
            });
        }

        return letters;
    }

    private static DeadLetterOrigin? ReadOrigin(SqliteStatement row) => row.IsNull(10)
        ? null
        : new DeadLetterOrigin(row.Text(10), new Lane(row.Text(11)), new LanePosition(row.Number(12)))
        {
            Key = row.Bytes(13),
            Headers = StoredHeaders.Read(row.Text(14)),
        };

    private static DeadLetterEdit? ReadEdit(SqliteStatement row) => row.IsNull(15)
        ? null
        : new DeadLetterEdit
        {
            Payload = row.Bytes(15),
            Type = row.IsNull(16) ? null : WireName.Parse(row.Text(16)),
            Entity = row.IsNull(17) ? null : EntityKey.Parse(row.Text(17)),
        };

    private static List<DeadLetterAction> ReadActions(SqliteStatement row)
    {
        var actions = new List<DeadLetterAction>();
        while (row.Next())
        {
            actions.Add(new DeadLetterAction
            {
                Letter = new DeadLetterId(row.Text(0)),
                Kind = (DeadLetterActionKind)row.Number(1),
                Time = Microseconds.Read(row.Number(2)),
                Principal = row.IsNull(3) ? null : row.Text(3),
                Note = row.Text(4),
            });
        }

        return actions;
    }
}
