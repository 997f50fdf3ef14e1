using System.Collections.Concurrent;
using Actors.Projections;
using Actors.Runtime.Sharding;
using Actors.Runtime.Supervision;
using Actors.Sharding;

namespace Actors.Runtime.Readers.Builds;

/// <summary>Runs one build for the shards of this node, while they come and go. While it is being built several workers share the shards.</summary>
/// <param name="projection">The projection.</param>
/// <param name="services">What runners share.</param>
/// <param name="offsets">How far the build has come.</param>
/// <param name="active">Beats when the active build has moved on this node.</param>
/// <param name="look">Asks for a look at the shared state.</param>
internal sealed class BuildRunner(IVersionedProjection projection, BuildServices services, BuildOffsets offsets, Pulse active, Action look)
{
    private readonly ConcurrentDictionary<BuildWorker, int> _parked = [];
    private BuildState? _build;
    private BuildOffsets? _activeOffsets;
    private long _oldest;

    public IVersionedProjection Projection => projection;

    public BuildServices Services => services;

    /// <summary>How far it has come.</summary>
    public BuildOffsets Offsets => offsets;

    /// <summary>Beats when the active build has moved on this node.</summary>
    public Pulse Active => active;

    /// <summary>The build and its phase, as this node knows it.</summary>
    public BuildState Build => Volatile.Read(ref _build) ?? throw new InvalidOperationException("A runner needs a build before it runs.");

    /// <summary>When the oldest of the records that it has in hand was received; <see langword="null"/> with none.</summary>
    public DateTimeOffset? Oldest
    {
        get => Volatile.Read(ref _oldest) is var ticks and not 0 ? new DateTimeOffset(ticks, TimeSpan.Zero) : null;
        set => Volatile.Write(ref _oldest, value?.UtcTicks ?? 0);
    }

    /// <summary>How many entities it has parked in the shards of this node.</summary>
    public int Parked => _parked.Values.Sum();

    /// <summary>Takes how many entities one of its workers has parked.</summary>
    public void HasParked(BuildWorker worker, int count) => _parked[worker] = count;

    /// <summary>Tells it its phase, and how far the active build has come.</summary>
    public void Set(BuildState build, BuildOffsets activeOffsets)
    {
        // Between the two writes it is limited by an active build that is at one offset with it, or by itself.
        Volatile.Write(ref _activeOffsets, activeOffsets);
        Volatile.Write(ref _build, build);
    }

    /// <summary>How far it may read in a shard.</summary>
    public long Limit(ShardId shard) => ProjectionMachine.Limit(Build, services.Tail.Head(shard).Value, Volatile.Read(ref _activeOffsets)!.Of(shard));

    /// <summary>Tells the other builds that they may go on.</summary>
    public void HasMoved()
    {
        if (Build.Phase == BuildPhase.Active)
        {
            active.Beat();
        }
    }

    /// <summary>Runs it until the token falls.</summary>
    /// <exception cref="HandlerFailedException">A handler has failed, and the build is to stop.</exception>
    /// <exception cref="ProjectionBuildGoneException">It was dropped.</exception>
    public async Task Run(CancellationToken cancellationToken)
    {
        var backoff = new RestartBackoff(TimeSpan.FromMilliseconds(5), TimeSpan.FromMilliseconds(500), services.Time);
        while (true)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var stamp = services.Tail.Stamp;
            var owned = services.Owned.Owned;
            if (owned.Count == 0)
            {
                await services.Tail.WaitBeyond(stamp, cancellationToken).ConfigureAwait(false);
                continue;
            }

            try
            {
                await Work(owned, cancellationToken).ConfigureAwait(false);
                backoff.Reset();
            }
            catch (ProjectionFencedException)
            {
                // Another node runs the shard now, or readers see another build: both is told soon.
                services.Logger.ProjectionFenced(projection.Name);
                look();
                await backoff.Wait(cancellationToken).ConfigureAwait(false);
            }
        }
    }

    private async Task Work(IReadOnlyList<OwnedShard> owned, CancellationToken cancellationToken)
    {
        var count = Build.Phase == BuildPhase.Building
            ? Math.Min(owned.Count, Math.Min(services.Options.RebuildParallelism, projection.WritersMax))
            : 1;
        _parked.Clear();
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var workers = Enumerable.Range(0, count)
            .Select(i => new BuildWorker(this, [.. owned.Where((_, place) => place % count == i)], owned))
            .Select(worker => Task.Run(() => worker.Run(ending.Token), CancellationToken.None))
            .ToArray();
        await Task.WhenAny(workers).ConfigureAwait(false);
        await ending.CancelAsync().ConfigureAwait(false); // One has failed, or the shards have changed: all begin anew.
        await Task.WhenAll(workers).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        if (workers.FirstOrDefault(w => w.IsFaulted) is { } failed)
        {
            await failed.ConfigureAwait(false);
        }
    }
}
