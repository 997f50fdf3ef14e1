using Actors.Journal;
using Actors.Persistence.Sql.Scripting;
using Actors.Projections;
using Actors.Sharding;
using Microsoft.Data.Sqlite;

namespace Actors.Persistence.Sql.Projections;

/// <summary>A projection in SQLite. It moves the offsets first, which keeps a second runner out, then lets the handler write.</summary>
internal sealed class SqliteProjectionStore(SqliteReadModels models, ISqlProjection projection) : IProjectionStore
{
    private static readonly string CreateOffsets = EmbeddedSql.Script("Sqlite", "create_projection_offsets");
    private static readonly string LoadOffsets = EmbeddedSql.Script("Sqlite", "load_projection_offsets");
    private static readonly string BeginOffset = EmbeddedSql.Script("Sqlite", "begin_projection_offset");
    private static readonly string MoveOffset = EmbeddedSql.Script("Sqlite", "move_projection_offset");

    private Dictionary<ShardId, long> _offsets = [];

    public ReaderName Name => projection.Name;

    public async Task<IReadOnlyDictionary<ShardId, long>> Start(CancellationToken cancellationToken)
    {
        await Write(CreateTables, cancellationToken).ConfigureAwait(false);
        return new Dictionary<ShardId, long>(_offsets);
    }

    public async Task Apply(IReadOnlyList<JournalRecord> records, CancellationToken cancellationToken)
    {
        var steps = ProjectionStep.Of(records, _offsets);
        if (steps.Count == 0)
        {
            return;
        }

        await Write(
            transaction =>
            {
                Move(transaction, steps);

                // SQLite's calls block and complete at once, so nothing waits here but the handler's own awaits, if it has any.
                projection.Apply(records, transaction, cancellationToken).GetAwaiter().GetResult();
            },
            cancellationToken).ConfigureAwait(false);
        foreach (var step in steps)
        {
            _offsets[step.Shard] = step.Value;
        }
    }

    private static SqliteCommand Command(SqliteTransaction transaction, string sql, params ReadOnlySpan<(string Name, object Value)> values)
    {
        var command = transaction.Connection!.CreateCommand();
        command.Transaction = transaction;
#pragma warning disable CA2100 // Embedded scripts and the projection's own statements.
        command.CommandText = sql;
#pragma warning restore CA2100
        foreach (var (name, value) in values)
        {
            command.Parameters.AddWithValue(name, value);
        }

        return command;
    }

    private async Task Write(Action<SqliteTransaction> work, CancellationToken cancellationToken)
    {
        await models.Writing.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            await Task.Run(() => models.Guard(() => InTransaction(work)), CancellationToken.None).ConfigureAwait(false);
        }
        finally
        {
            models.Writing.Release();
        }
    }

    private bool InTransaction(Action<SqliteTransaction> work)
    {
        using var connection = models.OpenWrite();
        using var transaction = connection.BeginTransaction();
        work(transaction);
        transaction.Commit();
        return true;
    }

    private void CreateTables(SqliteTransaction transaction)
    {
        foreach (var sql in (string[])[CreateOffsets, .. projection.CreateTables(SqlDialect.Sqlite)])
        {
            using var create = Command(transaction, sql);
            create.ExecuteNonQuery();
        }

        using var load = Command(transaction, LoadOffsets, ("$projection", Name.Value));
        using var rows = load.ExecuteReader();
        var offsets = new Dictionary<ShardId, long>();
        while (rows.Read())
        {
            offsets[new ShardId(rows.GetInt32(0))] = rows.GetInt64(1);
        }

        _offsets = offsets;
    }

    private void Move(SqliteTransaction transaction, List<ProjectionStep> steps)
    {
        foreach (var step in steps)
        {
            if (step.Expected == 0)
            {
                using var begin = Command(
                    transaction, BeginOffset, ("$projection", Name.Value), ("$shard", step.Shard.Value), ("$value", 0L));
                begin.ExecuteNonQuery();
            }

            using var move = Command(
                transaction,
                MoveOffset,
                ("$projection", Name.Value), ("$shard", step.Shard.Value), ("$expected", step.Expected), ("$value", step.Value));
            if (move.ExecuteNonQuery() != 1)
            {
                throw new ProjectionFencedException(Name);
            }
        }
    }
}
