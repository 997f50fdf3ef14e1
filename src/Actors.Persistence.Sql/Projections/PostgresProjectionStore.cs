using Actors.Journal;
using Actors.Persistence.Sql.Postgres;
using Actors.Persistence.Sql.Scripting;
using Actors.Projections;
using Actors.Sharding;
using Npgsql;
using static Actors.Persistence.Sql.Postgres.PostgresDatabase;

namespace Actors.Persistence.Sql.Projections;

/// <summary>A projection in PostgreSQL. It moves the offsets first, which keeps a second runner out, then lets the handler write.</summary>
internal sealed class PostgresProjectionStore(PostgresDatabase database, ISqlProjection projection) : IProjectionStore
{
    // Two runners that start together would otherwise collide in the catalog.
    private static readonly string LockSchema = EmbeddedSql.Script("Postgres", "lock_schema");
    private static readonly string CreateOffsets = EmbeddedSql.Script("Postgres", "create_projection_offsets");
    private static readonly string LoadOffsets = EmbeddedSql.Script("Postgres", "load_projection_offsets");
    private static readonly string BeginOffsets = EmbeddedSql.Script("Postgres", "begin_projection_offsets");
    private static readonly string MoveOffsets = EmbeddedSql.Script("Postgres", "move_projection_offsets");

    private Dictionary<ShardId, long> _offsets = [];

    public ReaderName Name => projection.Name;

    public async Task<IReadOnlyDictionary<ShardId, long>> Start(CancellationToken cancellationToken)
    {
        await database.Execute(
            [(LockSchema, []), (CreateOffsets, []), .. projection.CreateTables(SqlDialect.Postgres).Select(sql => (sql, Array.Empty<NpgsqlParameter>()))],
            cancellationToken).ConfigureAwait(false);
        var rows = await database.Query(
            LoadOffsets,
            [Value(Name.Value)],
            row => (Shard: new ShardId(row.GetInt32(0)), Value: row.GetInt64(1)),
            cancellationToken).ConfigureAwait(false);
        _offsets = rows.ToDictionary(row => row.Shard, row => row.Value);
        return new Dictionary<ShardId, long>(_offsets);
    }

    public async Task Apply(IReadOnlyList<JournalRecord> records, CancellationToken cancellationToken)
    {
        var steps = ProjectionStep.Of(records, _offsets);
        if (steps.Count == 0)
        {
            return;
        }

        await database.Run((connection, token) => Apply(connection, records, steps, token), cancellationToken).ConfigureAwait(false);
        foreach (var step in steps)
        {
            _offsets[step.Shard] = step.Value;
        }
    }

    private async Task<bool> Apply(
        NpgsqlConnection connection, IReadOnlyList<JournalRecord> records, List<ProjectionStep> steps, CancellationToken cancellationToken)
    {
        var transaction = await connection.BeginTransactionAsync(cancellationToken).ConfigureAwait(false);
        await using (transaction.ConfigureAwait(false))
        {
            if (await Move(connection, steps, cancellationToken).ConfigureAwait(false) != steps.Count)
            {
                throw new ProjectionFencedException(Name);
            }

            await projection.Apply(records, transaction, cancellationToken).ConfigureAwait(false);
            await transaction.CommitAsync(cancellationToken).ConfigureAwait(false);
            return true;
        }
    }

    /// <summary>Moves the offsets where they stand as expected; a shard read for the first time begins at zero.</summary>
    /// <returns>How many moved.</returns>
    private async Task<int> Move(NpgsqlConnection connection, List<ProjectionStep> steps, CancellationToken cancellationToken)
    {
        var first = steps.Where(step => step.Expected == 0).ToList();
        using var batch = new NpgsqlBatch(connection);
        if (first.Count > 0)
        {
            batch.BatchCommands.Add(new NpgsqlBatchCommand(BeginOffsets)
            {
                Parameters = { Value(Name.Value), Value(first.Select(s => s.Shard.Value).ToArray()), Value(first.Select(s => 0L).ToArray()) },
            });
        }

        var move = new NpgsqlBatchCommand(MoveOffsets)
        {
            Parameters =
            {
                Value(Name.Value),
                Value(steps.Select(s => s.Shard.Value).ToArray()),
                Value(steps.Select(s => s.Expected).ToArray()),
                Value(steps.Select(s => s.Value).ToArray()),
            },
        };
        batch.BatchCommands.Add(move);
        await batch.ExecuteNonQueryAsync(cancellationToken).ConfigureAwait(false);
        return (int)move.Rows;
    }
}
