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

    /// <summary>Adds a letter inside a transaction of the caller.</summary>
    public static void Add(SqliteSession session, DeadLetter letter) => session.Statement(AddLetter)
        .Bind(letter.Id.Value)
        .Bind((long)letter.Reason)
        .Bind(StoredText.Clean(letter.Detail))
        .Bind(StoredText.Clean(letter.Source))
        .Bind(letter.Entity?.ToString())
        .Bind(letter.Type?.ToString())
        .Bind(letter.Payload.Span)
        .Bind(Microseconds.Of(letter.Time))
        .Bind((long)letter.Status)
        .Run();

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
        DeadLetterStatus status, DeadLetterId? after, int limit, CancellationToken cancellationToken) =>
        database.Read<IReadOnlyList<DeadLetter>>(
            session => Read(session.Statement(ListLetters).Bind((long)status).Bind(after?.Value).Bind(limit)), cancellationToken);

    public Task<IReadOnlyList<DeadLetter>> ListParked(EntityKey entity, int limit, CancellationToken cancellationToken) =>
        database.Read<IReadOnlyList<DeadLetter>>(
            session => Read(session.Statement(ListParkedLetters).Bind(entity.ToString()).Bind(limit)), cancellationToken);

    public Task<long> Count(DeadLetterStatus status, CancellationToken cancellationToken) =>
        database.Read(
            session =>
            {
                var row = session.Statement(CountLetters).Bind((long)status);
                var count = 0L;
                while (row.Next())
                {
                    count = row.Number(0);
                }

                return count;
            },
            cancellationToken);

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
            });
        }

        return letters;
    }
}
