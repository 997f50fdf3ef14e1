using System.Data.Common;
using System.Text.RegularExpressions;
using Actors.Journal;
using Actors.Projections;
using Actors.Projections.Audits;
using Actors.Sharding;

namespace Actors.Persistence.Sql.Projections.Builds;

/// <summary>
/// One build of a projection. A transaction moves the progress first, which keeps a second runner out, then lets the handlers write. While it
/// runs nobody can freeze the build, so the active build that it finds is the one until its end.
/// </summary>
internal sealed partial class SqlBuildStore(IBuildDatabase database, SqlProjection projection, int build, TimeProvider time) : IProjectionBuildStore
{
    private readonly Dictionary<string, string> _statements = new(StringComparer.Ordinal);
    private readonly ParkedRecords _parked = new(new BuildKey(projection.Name.Value, build));
    private Dictionary<ShardId, long> _offsets = [];
    private Dictionary<ShardId, RecordFold> _given = [];

    /// <inheritdoc/>
    public ReaderName Name => projection.Name;

    private BuildKey Key => new(Name.Value, build);

    /// <inheritdoc/>
    public async Task<IReadOnlyDictionary<ShardId, long>> Start(CancellationToken cancellationToken)
    {
        var progress = await database.Write(
            Key,
            async (transaction, token) =>
            {
                await Find(transaction, token).ConfigureAwait(false);
                await BuildTables.Create(database, transaction, Key, projection, token).ConfigureAwait(false);
                return await States.Progress(transaction.Connection!, transaction, Key, token).ConfigureAwait(false);
            },
            cancellationToken).ConfigureAwait(false);
        _offsets = progress.ToDictionary(p => p.Shard, p => p.Offset);
        _given = progress.ToDictionary(p => p.Shard, p => p.Given);
        return new Dictionary<ShardId, long>(_offsets);
    }

    /// <inheritdoc/>
    public Task Apply(IReadOnlyList<JournalRecord> records, CancellationToken cancellationToken) => Apply(ProjectionBatch.Of(records), cancellationToken);

    /// <inheritdoc/>
    public async Task Apply(ProjectionBatch batch, CancellationToken cancellationToken)
    {
        var steps = ProgressStep.Of(batch, _offsets, _given);
        if (steps.Count == 0)
        {
            return;
        }

        await database.Write(
            Key,
            async (transaction, token) =>
            {
                if (await database.Move(transaction, Key, steps, token).ConfigureAwait(false) != steps.Count)
                {
                    throw new ProjectionFencedException(Name);
                }

                var isSeen = await IsSeen(transaction, token).ConfigureAwait(false);
                await Handle(transaction, batch.Applied, !isSeen, token).ConfigureAwait(false);
                await _parked.Add(transaction, batch.Parked, isSeen, time.GetUtcNow(), token).ConfigureAwait(false);
                return true;
            },
            cancellationToken).ConfigureAwait(false);
        foreach (var step in steps)
        {
            _offsets[step.Shard] = step.Value;
            _given[step.Shard] = step.Given;
        }
    }

    /// <inheritdoc/>
    public Task<IReadOnlyList<ParkedEntity>> Parked(CancellationToken cancellationToken) =>
        database.Read((connection, token) => _parked.List(connection, token), cancellationToken);

    /// <inheritdoc/>
    public Task<IReadOnlyList<SequenceNumber>> ParkedRecords(EntityKey entity, int limit, CancellationToken cancellationToken) =>
        database.Read((connection, token) => _parked.Records(connection, entity, limit, token), cancellationToken);

    /// <inheritdoc/>
    public Task Replay(EntityKey entity, IReadOnlyList<JournalRecord> records, CancellationToken cancellationToken) => database.Write(
        Key,
        async (transaction, token) =>
        {
            var shard = records[0].Shard;
            if (await _parked.Remove(transaction, entity, records, _offsets.GetValueOrDefault(shard), token).ConfigureAwait(false) != records.Count)
            {
                throw new ProjectionFencedException(Name);
            }

            await IsSeen(transaction, token).ConfigureAwait(false);
            foreach (var record in records)
            {
                var owesEffects = await _parked.SettleEffects(transaction, record, token).ConfigureAwait(false);
                await Handle(transaction, [record], !owesEffects, token).ConfigureAwait(false);
            }

            return true;
        },
        cancellationToken);

    /// <inheritdoc/>
    public Task ReplayFailed(EntityKey entity, string reason, CancellationToken cancellationToken) =>
        database.Write(Key, (transaction, token) => _parked.Keep(transaction, entity, reason, token), cancellationToken);

    /// <inheritdoc/>
    public Task<int> RequestReplay(EntityKey? entity, CancellationToken cancellationToken) =>
        database.Write(Key, (transaction, token) => _parked.Want(transaction, entity, token), cancellationToken);

    [GeneratedRegex(@"\{([a-z][a-z0-9_]*)\}")]
    private static partial Regex TableNames();

    /// <summary>Whether readers see this build.</summary>
    /// <exception cref="ProjectionFencedException">It is ahead of the one that they see, which it must never be.</exception>
    private async Task<bool> IsSeen(DbTransaction transaction, CancellationToken cancellationToken)
    {
        var (active, isAhead) = await Find(transaction, cancellationToken).ConfigureAwait(false);
        return isAhead ? throw new ProjectionFencedException(Name) : active == build;
    }

    private async Task Handle(
        DbTransaction transaction, IReadOnlyList<JournalRecord> records, bool isRebuilding, CancellationToken cancellationToken)
    {
        var context = new ProjectionContext(
            database.WriterOf(transaction, build), StatementOf, projection.Tables.Count, isRebuilding, cancellationToken);
        foreach (var record in records)
        {
            await projection.Apply(context, record).ConfigureAwait(false);
        }

        await context.Flush().ConfigureAwait(false);
    }

    /// <summary>The build that readers see, and whether this one is ahead of it, which it must never be.</summary>
    /// <exception cref="ProjectionBuildGoneException">This one was dropped.</exception>
    private async Task<(int Active, bool IsAhead)> Find(DbTransaction transaction, CancellationToken cancellationToken)
    {
        const string Sql = """
            SELECT active, state,
                (SELECT count(*) FROM projection_tables t WHERE t.projection = s.projection AND t.build = @p1),
                (SELECT count(*) FROM projection_progress mine
                    LEFT JOIN projection_progress theirs
                        ON theirs.projection = mine.projection AND theirs.build = s.active AND theirs.shard = mine.shard
                    WHERE s.active <> @p1 AND mine.projection = s.projection AND mine.build = @p1 AND mine.value > coalesce(theirs.value, 0))
            FROM projection_states s WHERE projection = @p0
            """;
        var rows = await transaction.Query(
            Sql,
            row => (Active: row.GetInt32(0), State: row.GetString(1), Tables: row.GetInt64(2), Ahead: row.GetInt64(3)),
            cancellationToken,
            Name.Value,
            build).ConfigureAwait(false);
        var isThere = rows is [var row] && (row.Active == build || row.Tables > 0 || States.Parse(row.State).Find(build) is not null);
        return isThere ? (rows[0].Active, rows[0].Ahead > 0) : throw new ProjectionBuildGoneException(Name, build);
    }

    /// <summary>A statement with the names of this build's tables.</summary>
    private string StatementOf(string sql)
    {
        if (!_statements.TryGetValue(sql, out var statement))
        {
            statement = TableNames().Replace(sql, match => projection.Tables.FirstOrDefault(t => t.Name == match.Groups[1].Value)?.NameIn(build)
                ?? throw new ArgumentException($"Projection {Name} has no table {match.Groups[1].Value}, which this statement names: {sql}", nameof(sql)));
            _statements.Add(sql, statement);
        }

        return statement;
    }
}
