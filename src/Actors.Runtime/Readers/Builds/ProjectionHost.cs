using Actors.Journal;
using Actors.Projections;
using Actors.Sharding;

namespace Actors.Runtime.Readers.Builds;

/// <summary>
/// Runs a versioned projection on this node: those of its builds that shall run by the state that all nodes share. It looks at that state
/// from time to time; one node, the owner of the first shard, also takes the steps that no person takes.
/// </summary>
internal sealed class ProjectionHost : IProjectionRun
{
    private static readonly ShardId Deciding = new(0);
    private readonly BuildServices _services;
    private readonly Dictionary<int, BuildOffsets> _offsets = [];
    private readonly Dictionary<int, RunningBuild> _running = [];
    private readonly Pulse _active = new();
    private readonly Pulse _look = new();
    private readonly string _part;
    private Task? _work;
    private volatile ProjectionState? _state;
    private int _isLookWanted;

    public ProjectionHost(IVersionedProjection projection, BuildServices services)
    {
        Projection = projection;
        _services = services;
        _part = $"projection {projection.Name} builds";
    }

    /// <summary>The projection.</summary>
    public IVersionedProjection Projection { get; }

    /// <inheritdoc/>
    public ReaderName Name => Projection.Name;

    /// <inheritdoc/>
    public bool IsElsewhere => false;

    /// <summary>The state as this node knows it; <see langword="null"/> until it was first loaded.</summary>
    public ProjectionState? State => _state;

    /// <inheritdoc/>
    public long Lag => _state is { } state ? LagOf(state.Active.Number) : 0;

    /// <summary>For how long the oldest record in hand of this node's shards has waited that readers do not see.</summary>
    public TimeSpan Age => Lag > 0 && Running(_state!.Active.Number)?.Oldest is { } oldest ? _services.Time.GetUtcNow() - oldest : TimeSpan.Zero;

    /// <summary>How many entities its builds have parked in the shards of this node.</summary>
    public int Parked => _state?.Builds.Sum(b => Running(b.Number)?.Parked ?? 0) ?? 0;

    /// <summary>How many of its builds stand still, because a handler has failed or because somebody has paused it.</summary>
    public int Standing => _state?.Builds.Count(b => _state.IsPaused || b.Failure is not null) ?? 0;

    /// <inheritdoc/>
    public SequenceNumber Offset(ShardId shard) => new(_state is { } state ? OffsetsOf(state.Active.Number).Of(shard) : 0);

    /// <inheritdoc/>
    public bool IsForOneNode => false;

    /// <inheritdoc/>
    public SequenceNumber ReadUpTo(ShardId shard) => new(_state is { } state ? state.Builds.Min(b => OffsetsOf(b.Number).Of(shard)) : 0);

    /// <inheritdoc/>
    public void Look()
    {
        if (Interlocked.Exchange(ref _isLookWanted, 1) == 0)
        {
            _look.Beat();
        }
    }

    /// <inheritdoc/>
    public async Task Run(CancellationToken cancellationToken)
    {
        using var shown = _services.Metrics.Lanes.Add("projection", Name.Value, lanes: null, () => Lag);
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        try
        {
            while (true)
            {
                var looked = _look.Next;
                Interlocked.Exchange(ref _isLookWanted, 0);
                await Reconcile(await Projection.Load(cancellationToken).ConfigureAwait(false), ending.Token).ConfigureAwait(false);
                await Learn(cancellationToken).ConfigureAwait(false);
                Decide(ending.Token);
                await WaitForMore(looked, cancellationToken).ConfigureAwait(false);
            }
        }
        finally
        {
            await ending.CancelAsync().ConfigureAwait(false);
            foreach (var number in _running.Keys.ToArray())
            {
                await Stop(number).ConfigureAwait(false);
            }

            await (_work ?? Task.CompletedTask).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            _services.Health.Remove(_part);
        }
    }

    /// <summary>Starts and stops builds, and tells those that run their phases.</summary>
    private async Task Reconcile(ProjectionState state, CancellationToken cancellationToken)
    {
        foreach (var (number, running) in _running.ToArray())
        {
            if (state.Find(number) is not { } build || !IsWanted(state, build) || running.IsBuilding != (build.Phase == BuildPhase.Building))
            {
                await Stop(number).ConfigureAwait(false);
            }
        }

        _state = state;
        var activeOffsets = OffsetsOf(state.Active.Number);
        foreach (var build in state.Builds.Where(b => IsWanted(state, b)))
        {
            if (!_running.TryGetValue(build.Number, out var running))
            {
                var runner = new BuildRunner(Projection, _services, OffsetsOf(build.Number), _active, Look);
                runner.Set(build, activeOffsets);
                running = new RunningBuild(runner, build, cancellationToken);
                lock (_running)
                {
                    _running.Add(build.Number, running);
                }
            }
            else if (running.Runner.Build != build)
            {
                running.Runner.Set(build, activeOffsets);
                _active.Beat();
                _services.Tail.Touch();
            }
        }

        Show(state);
    }

    private bool IsWanted(ProjectionState state, BuildState build) =>
        !state.IsPaused && build.Failure is null && Projection.Versions.Contains(build.Version);

    /// <summary>Learns how far the runners of other nodes have come.</summary>
    private async Task Learn(CancellationToken cancellationToken)
    {
        var active = _state!.Active;
        var mine = _services.Owned.Owned.Count;
        if (mine < _services.Journal.ShardCount.Value || !_running.ContainsKey(active.Number))
        {
            OffsetsOf(active.Number).Learn(await Projection.Progress(active.Number, cancellationToken).ConfigureAwait(false));
            _active.Beat();
        }
    }

    /// <summary>Takes the next step that no person takes, beside the loop.</summary>
    private void Decide(CancellationToken cancellationToken)
    {
        if (_work is { IsCompleted: false } || ProjectionMachine.WorkOf(_state!) == ProjectionWork.None || !_services.Owned.Owned.Any(o => o.Shard == Deciding))
        {
            return;
        }

        var step = new ProjectionSteps(Projection, _services);
        _work = Task.Run(() => step.Take(_state!, Look, cancellationToken), CancellationToken.None);
    }

    private async Task WaitForMore(Task looked, CancellationToken cancellationToken)
    {
        using var waiting = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var due = Task.Delay(_services.Options.LookEvery, _services.Time, waiting.Token);
        await Task.WhenAny([looked, due, .. _running.Values.Select(r => r.Task)]).ConfigureAwait(false);
        await waiting.CancelAsync().ConfigureAwait(false);
        cancellationToken.ThrowIfCancellationRequested();
        foreach (var (number, running) in _running.Where(r => r.Value.Task.IsCompleted).ToArray())
        {
            await Ended(number, running.Task, cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>A build ended by itself: it has failed, or was dropped; or its store is away, which the supervisor waits out.</summary>
    private async Task Ended(int number, Task ended, CancellationToken cancellationToken)
    {
        await Stop(number).ConfigureAwait(false);
        try
        {
            await ended.ConfigureAwait(false);
        }
        catch (ProjectionBuildGoneException exception)
        {
            _services.Logger.ProjectionBuildGone(Name, exception.Build);
        }
        catch (Exception exception) when (exception is not (JournalUnavailableException or OperationCanceledException))
        {
            // What a build does wrong must not stop the others, least of all the one that readers see.
            await ProjectionSteps.Change(Projection, state => ProjectionMachine.Fail(state, number, exception.Message), cancellationToken).ConfigureAwait(false);
            _services.Logger.ProjectionBuildFailed(Name, number, exception.Message);
        }
    }

    private async Task Stop(int number)
    {
        await _running[number].DisposeAsync().ConfigureAwait(false);
        lock (_running)
        {
            _running.Remove(number);
        }
    }

    private void Show(ProjectionState state)
    {
        string[] troubles =
        [
            .. state.IsPaused ? ["It is paused; resume it to go on."] : Array.Empty<string>(),
            .. state.Builds.Where(b => b.Failure is not null).Select(b => $"Build {b.Number} stands still: {b.Failure} Resume it when its cause is mended."),
            .. state.Builds.Where(b => !Projection.Versions.Contains(b.Version)).Select(b => $"Build {b.Number} needs version {b.Version}, which this node does not have."),
        ];
        if (troubles.Length == 0)
        {
            _services.Health.Remove(_part);
        }
        else
        {
            _services.Health.Degraded(_part, string.Join(' ', troubles));
        }
    }

    private BuildRunner? Running(int build)
    {
        lock (_running)
        {
            return _running.GetValueOrDefault(build)?.Runner;
        }
    }

    private long LagOf(int build)
    {
        var offsets = OffsetsOf(build);
        return _services.Owned.Owned.Sum(o => Math.Max(0, _services.Tail.Head(o.Shard).Value - offsets.Of(o.Shard)));
    }

    private BuildOffsets OffsetsOf(int build)
    {
        lock (_offsets)
        {
            if (!_offsets.TryGetValue(build, out var offsets))
            {
                _offsets.Add(build, offsets = new BuildOffsets(_services.Journal.ShardCount));
            }

            return offsets;
        }
    }
}
