using System.Data.Common;
using System.Diagnostics;
using Actors.Journal;
using Actors.Projections;
using Actors.Projections.Audits;

namespace Actors.Persistence.Sql.Projections.Builds;

/// <summary>A projection in SQL whose builds live beside each other: each has tables of its own, and readers see those of one through views.</summary>
internal sealed class SqlVersionedProjection : IVersionedProjection, IAuditedProjection
{
    private static readonly TimeSpan LookEvery = TimeSpan.FromMilliseconds(2);
    private readonly IBuildDatabase _database;
    private readonly SortedDictionary<int, SqlProjection> _versions = [];
    private readonly TimeProvider _time;
    private readonly BuildAudits _audits;
    private volatile bool _isPrepared;

    public SqlVersionedProjection(IBuildDatabase database, IReadOnlyList<SqlProjection> versions, TimeProvider time)
    {
        if (versions.Count == 0)
        {
            throw new ArgumentException("A projection has at least one version.", nameof(versions));
        }

        _database = database;
        _time = time;
        Name = versions[0].Name;
        _audits = new BuildAudits(database, Name, time);
        foreach (var version in versions)
        {
            if (version.Name != Name || !_versions.TryAdd(version.Version, version))
            {
                throw new ArgumentException(
                    $"Versions of one projection have one name and different versions: {string.Join(", ", versions.Select(v => $"{v.Name} {v.Version}"))}.", nameof(versions));
            }
        }
    }

    /// <inheritdoc/>
    public ReaderName Name { get; }

    /// <inheritdoc/>
    public IReadOnlyList<int> Versions => [.. _versions.Keys];

    /// <inheritdoc/>
    public int WritersMax => _database.Dialect == SqlDialect.Sqlite ? 1 : 4;

    /// <inheritdoc/>
    public HandlerRecoveryStrategy RecoveryOf(int version) => _versions[version].Recovery;

    /// <inheritdoc/>
    public async Task<IReadOnlyList<ProjectionPlace>> Places(CancellationToken cancellationToken)
    {
        await Prepare(cancellationToken).ConfigureAwait(false);
        return await _audits.Places(cancellationToken).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public Task Record(
        IReadOnlyList<ProjectionPlace> compared,
        IReadOnlyList<ProjectionSkip> found,
        IReadOnlyList<ProjectionPlace> cleared,
        CancellationToken cancellationToken) => _audits.Record(compared, found, cleared, cancellationToken);

    /// <inheritdoc/>
    public Task<IReadOnlyList<ProjectionSkip>> Skips(int limit, CancellationToken cancellationToken) => _audits.Skips(limit, cancellationToken);

    /// <inheritdoc/>
    public async Task<ProjectionState> Load(CancellationToken cancellationToken)
    {
        await Prepare(cancellationToken).ConfigureAwait(false);
        var stored = await _database.Read((connection, token) => States.Load(connection, null, Name, token), cancellationToken).ConfigureAwait(false);
        return stored ?? await Begin(cancellationToken).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public Task<bool> TrySave(ProjectionState state, CancellationToken cancellationToken) =>
        _database.Write(null, (transaction, token) => States.TrySave(transaction, state, token), cancellationToken);

    /// <inheritdoc/>
    public IProjectionBuildStore Open(BuildState build) => new SqlBuildStore(_database, _versions[build.Version], build.Number, _time);

    /// <inheritdoc/>
    public Task<IReadOnlyList<ShardProgress>> Progress(int build, CancellationToken cancellationToken) =>
        _database.Read((connection, token) => States.Progress(connection, null, new BuildKey(Name.Value, build), token), cancellationToken);

    /// <inheritdoc/>
    public async Task<ProjectionComparison?> Compare(ProjectionState state, TimeSpan patience, CancellationToken cancellationToken)
    {
        var (active, candidate) = (state.Active.Number, state.Candidate?.Number ?? throw new ArgumentException("There is no build to compare.", nameof(state)));
        var snapshot = await _database.Freeze(
            Key(active),
            async (frozen, token) => await Meet(frozen, active, candidate, patience, token).ConfigureAwait(false) is null
                ? null
                : await _database.OpenSnapshot(token).ConfigureAwait(false),
            cancellationToken).ConfigureAwait(false);
        if (snapshot is null)
        {
            return null;
        }

        var connection = snapshot.Connection!;
        await using (connection.ConfigureAwait(false))
        await using (snapshot.ConfigureAwait(false))
        {
            var tables = await new BuildComparer(_database, snapshot, Name, active, candidate).Compare(cancellationToken).ConfigureAwait(false);
            return new ProjectionComparison(_time.GetUtcNow(), active, tables);
        }
    }

    /// <inheritdoc/>
    public async Task<ProjectionSwitch> Switch(ProjectionState state, int from, TimeSpan patience, CancellationToken cancellationToken)
    {
        try
        {
            return await _database.Freeze(
                Key(from), (frozen, token) => Switch(frozen, state, from, patience, token), cancellationToken).ConfigureAwait(false);
        }
        catch (ViewInUseException)
        {
            return ProjectionSwitch.Refused(
                "a reader's long transaction holds what shall be exchanged, and the others are not to wait for it; try again when it has ended", TimeSpan.Zero);
        }
    }

    /// <inheritdoc/>
    public Task<bool> Drop(ProjectionState state, int build, CancellationToken cancellationToken) => _database.Freeze(
        Key(build),
        (frozen, token) => frozen.Write(
            new BuildKey(Name.Value, -build), // A lock of nobody else's: no second build is concerned.
            async (transaction, cancellation) => await States.TrySave(transaction, state, cancellation).ConfigureAwait(false)
                && await BuildTables.Drop(_database, transaction, Key(build), cancellation).ConfigureAwait(false),
            token),
        cancellationToken);

    private async Task Prepare(CancellationToken cancellationToken)
    {
        if (!_isPrepared)
        {
            await _database.Prepare(cancellationToken).ConfigureAwait(false);
            _isPrepared = true;
        }
    }

    /// <summary>Stores the first state and creates the tables of its build, which readers see at once; another node may have been quicker.</summary>
    private Task<ProjectionState> Begin(CancellationToken cancellationToken) => _database.Write(
        null,
        async (transaction, token) =>
        {
            var first = ProjectionMachine.First(Name.Value, _versions.Keys.Max(), _time.GetUtcNow());
            if (!await States.TryBegin(transaction, first, token).ConfigureAwait(false))
            {
                return (await States.Load(transaction.Connection!, transaction, Name, token).ConfigureAwait(false))!;
            }

            await BuildTables.Create(_database, transaction, Key(1), _versions[first.Active.Version], token).ConfigureAwait(false);
            await BuildTables.Show(_database, transaction, Name, from: null, to: 1, token).ConfigureAwait(false);
            return first;
        },
        cancellationToken);

    private async Task<ProjectionSwitch> Switch(
        IFrozenBuild frozen, ProjectionState state, int from, TimeSpan patience, CancellationToken cancellationToken)
    {
        var to = state.Active.Number;
        var frozenAt = Stopwatch.GetTimestamp();
        if (await Meet(frozen, from, to, patience, cancellationToken).ConfigureAwait(false) is not { } offsets)
        {
            return ProjectionSwitch.Refused($"build {to} did not reach build {from} within {patience.TotalSeconds:0.#} s", Stopwatch.GetElapsedTime(frozenAt));
        }

        var exchangedAt = Stopwatch.GetTimestamp();
        var isDone = await frozen.Write(
            Key(to), (transaction, token) => Switch(transaction, state, from, offsets, token), cancellationToken).ConfigureAwait(false);
        return isDone
            ? new ProjectionSwitch(true, null, Stopwatch.GetElapsedTime(frozenAt), Stopwatch.GetElapsedTime(exchangedAt), offsets)
            : ProjectionSwitch.Refused("somebody else has changed the projection meanwhile; look at it and try again", Stopwatch.GetElapsedTime(frozenAt));
    }

    private async Task<bool> Switch(DbTransaction transaction, ProjectionState state, int from, IReadOnlyList<ShardProgress> met, CancellationToken cancellationToken)
    {
        var to = state.Active.Number;
        var offsets = await States.Progress(transaction.Connection!, transaction, Key(to), cancellationToken).ConfigureAwait(false);
        if (!AreEqual(offsets, met) || !await States.TrySave(transaction, state, cancellationToken).ConfigureAwait(false))
        {
            return false;
        }

        await BuildTables.Show(_database, transaction, Name, from, to, cancellationToken).ConfigureAwait(false);
        return true;
    }

    /// <summary>Waits until a build stands where a frozen one does; that one cannot move, so it is soon.</summary>
    /// <returns>The one offset of both in each shard; <see langword="null"/> when it took too long.</returns>
    private async Task<IReadOnlyList<ShardProgress>?> Meet(IFrozenBuild frozen, int from, int to, TimeSpan patience, CancellationToken cancellationToken)
    {
        var started = _time.GetTimestamp();
        while (true)
        {
            var (old, next) = await frozen.Read(
                async (connection, transaction, token) => (
                    await States.Progress(connection, transaction, Key(from), token).ConfigureAwait(false),
                    await States.Progress(connection, transaction, Key(to), token).ConfigureAwait(false)),
                cancellationToken).ConfigureAwait(false);
            if (AreEqual(old, next))
            {
                return old;
            }

            if (_time.GetElapsedTime(started) > patience)
            {
                return null;
            }

            await Task.Delay(LookEvery, _time, cancellationToken).ConfigureAwait(false);
        }
    }

    private static bool AreEqual(IReadOnlyList<ShardProgress> left, IReadOnlyList<ShardProgress> right) =>
        left.Where(p => p.Offset > 0).Select(p => (p.Shard, p.Offset)).SequenceEqual(right.Where(p => p.Offset > 0).Select(p => (p.Shard, p.Offset)));

    private BuildKey Key(int build) => new(Name.Value, build);
}
