using System.Diagnostics;
using System.Globalization;
using Actors.Journal;
using Actors.Projections;
using Actors.Sharding;

namespace Actors.TestKit.InMemory;

/// <summary>A versioned projection in memory, for tests: what production has in SQL. Thread-safe.</summary>
/// <param name="models">Where its builds are.</param>
/// <param name="name">Its name.</param>
/// <param name="versions">The handler of each version of its code.</param>
/// <param name="recovery">What all versions do when a handler fails; by default they stop.</param>
public sealed class InMemoryProjection(
    InMemoryReadModels models, ReaderName name, IReadOnlyDictionary<int, InMemoryProjectionHandler> versions, HandlerRecoveryStrategy? recovery = null)
    : IVersionedProjection
{
    private const int SampleRows = 5;
    private static readonly TimeSpan LookEvery = TimeSpan.FromMilliseconds(1);

    /// <inheritdoc/>
    public ReaderName Name => name;

    /// <inheritdoc/>
    public IReadOnlyList<int> Versions { get; } = [.. versions.Keys.Order()];

    /// <inheritdoc/>
    public int WritersMax => 4;

    /// <inheritdoc/>
    public HandlerRecoveryStrategy RecoveryOf(int version) => recovery ?? HandlerRecoveryStrategy.Stop;

    /// <inheritdoc/>
    public Task<ProjectionState> Load(CancellationToken cancellationToken)
    {
        lock (models.Gate)
        {
            if (!models.States.TryGetValue(name.Value, out var state))
            {
                models.States.Add(name.Value, state = ProjectionMachine.First(name.Value, Versions[^1], TimeProvider.System.GetUtcNow()));
                models.Builds.Add((name.Value, 1), new InMemoryProjectionBuild());
            }

            return Task.FromResult(state);
        }
    }

    /// <inheritdoc/>
    public Task<bool> TrySave(ProjectionState state, CancellationToken cancellationToken)
    {
        lock (models.Gate)
        {
            return Task.FromResult(TrySave(state));
        }
    }

    /// <inheritdoc/>
    public IProjectionBuildStore Open(BuildState build) => new InMemoryBuildStore(models, name, build.Number, versions[build.Version]);

    /// <inheritdoc/>
    public Task<IReadOnlyList<ShardProgress>> Progress(int build, CancellationToken cancellationToken)
    {
        lock (models.Gate)
        {
            return Task.FromResult<IReadOnlyList<ShardProgress>>(
                models.Builds.TryGetValue((name.Value, build), out var found) ? [.. found.Progress.Values] : []);
        }
    }

    /// <inheritdoc/>
    public async Task<ProjectionComparison?> Compare(ProjectionState state, TimeSpan patience, CancellationToken cancellationToken)
    {
        var (active, candidate) = (state.Active.Number, state.Candidate!.Number);
        TableComparison? table = null;
        var hasMet = await WhenMet(active, candidate, patience, _ => table = Compare(active, candidate), cancellationToken).ConfigureAwait(false);
        return hasMet ? new ProjectionComparison(TimeProvider.System.GetUtcNow(), active, [table!]) : null;
    }

    /// <inheritdoc/>
    public async Task<ProjectionSwitch> Switch(ProjectionState state, int from, TimeSpan patience, CancellationToken cancellationToken)
    {
        var started = Stopwatch.GetTimestamp();
        var isSaved = false;
        IReadOnlyList<ShardProgress> offsets = [];
        var hasMet = await WhenMet(
            from,
            state.Active.Number,
            patience,
            met =>
            {
                offsets = met;
                isSaved = TrySave(state);
            },
            cancellationToken).ConfigureAwait(false);
        var waited = Stopwatch.GetElapsedTime(started);
        return (hasMet, isSaved) switch
        {
            (false, _) => ProjectionSwitch.Refused($"build {state.Active.Number} did not reach build {from}", waited),
            (_, false) => ProjectionSwitch.Refused("somebody else has changed the projection meanwhile", waited),
            _ => new ProjectionSwitch(true, null, waited, TimeSpan.Zero, offsets),
        };
    }

    /// <inheritdoc/>
    public Task<bool> Drop(ProjectionState state, int build, CancellationToken cancellationToken)
    {
        lock (models.Gate)
        {
            return Task.FromResult(TrySave(state) && models.Builds.Remove((name.Value, build)));
        }
    }

    private static string TextOf(KeyValuePair<string, object> row) => string.Create(CultureInfo.InvariantCulture, $"{row.Key}: {row.Value}");

    private bool TrySave(ProjectionState state)
    {
        if (models.States[name.Value].Revision != state.Revision - 1)
        {
            return false;
        }

        models.States[name.Value] = state;
        foreach (var build in state.Builds)
        {
            models.Builds.TryAdd((name.Value, build.Number), new InMemoryProjectionBuild());
        }

        return true;
    }

    private TableComparison Compare(int active, int candidate)
    {
        var (left, right) = (models.Builds[(name.Value, active)].Rows, models.Builds[(name.Value, candidate)].Rows);
        string[] sample = [.. left.Except(right).Take(SampleRows).Select(r => $"- {TextOf(r)}"), .. right.Except(left).Take(SampleRows).Select(r => $"+ {TextOf(r)}")];
        return new TableComparison(
            name.Value, ["row"], left.Count, right.Count, Checksum(left), Checksum(right), sample);
    }

    private static string Checksum(Dictionary<string, object> rows) =>
        rows.Aggregate(0UL, (sum, row) => unchecked(sum + StableHash.Compute("row", TextOf(row)))).ToString("x16", CultureInfo.InvariantCulture);

    /// <summary>Runs work in the one transaction when both builds have one offset in every shard; the first is frozen until then.</summary>
    private async Task<bool> WhenMet(int from, int to, TimeSpan patience, Action<IReadOnlyList<ShardProgress>> work, CancellationToken cancellationToken)
    {
        var started = Stopwatch.GetTimestamp();
        lock (models.Gate)
        {
            models.Frozen.Add((name.Value, from));
        }

        try
        {
            while (true)
            {
                lock (models.Gate)
                {
                    var (old, next) = (models.Builds[(name.Value, from)].Progress.Values, models.Builds[(name.Value, to)].Progress.Values);
                    if (old.Select(p => (p.Shard, p.Offset)).SequenceEqual(next.Select(p => (p.Shard, p.Offset))))
                    {
                        work([.. old]);
                        return true;
                    }
                }

                if (Stopwatch.GetElapsedTime(started) > patience)
                {
                    return false;
                }

                await Task.Delay(LookEvery, TimeProvider.System, cancellationToken).ConfigureAwait(false);
            }
        }
        finally
        {
            lock (models.Gate)
            {
                models.Frozen.Remove((name.Value, from));
            }
        }
    }
}
