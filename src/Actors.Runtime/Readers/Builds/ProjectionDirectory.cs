using Actors.Journal;
using Actors.Operations;
using Actors.Projections;

namespace Actors.Runtime.Readers.Builds;

/// <summary>The versioned projections of a node: what operators see of them, and do with them for all nodes. Thread-safe.</summary>
public sealed class ProjectionDirectory
{
    private const int ParkedShown = 100;
    private readonly IReadOnlyList<ProjectionHost> _hosts;
    private readonly IJournal _journal;
    private readonly ProjectionOptions _options;
    private readonly TimeProvider _time;

    internal ProjectionDirectory(IReadOnlyList<ProjectionHost> hosts, IJournal journal, ProjectionOptions options, TimeProvider time)
    {
        _hosts = hosts;
        _journal = journal;
        _options = options;
        _time = time;
    }

    /// <summary>Their names.</summary>
    public IReadOnlyList<string> Names => [.. _hosts.Select(h => h.Name.Value).Order(StringComparer.Ordinal)];

    /// <summary>How all of them are, over all nodes.</summary>
    /// <exception cref="JournalUnavailableException">The journal or a read model's database cannot be reached.</exception>
    public async Task<IReadOnlyList<ProjectionInfo>> List(CancellationToken cancellationToken)
    {
        var infos = new List<ProjectionInfo>();
        foreach (var host in _hosts.OrderBy(h => h.Name.Value, StringComparer.Ordinal))
        {
            infos.Add(await StatusOf(host.Projection, cancellationToken).ConfigureAwait(false) with { Parked = null });
        }

        return infos;
    }

    /// <summary>How one of them is, over all nodes; <see langword="null"/> when there is none of that name.</summary>
    /// <exception cref="JournalUnavailableException">The journal or its database cannot be reached.</exception>
    public async Task<ProjectionInfo?> Status(string name, CancellationToken cancellationToken) =>
        Find(name) is { } host ? await StatusOf(host.Projection, cancellationToken).ConfigureAwait(false) : null;

    /// <summary>The state that all nodes share; <see langword="null"/> when there is no projection of that name.</summary>
    /// <exception cref="JournalUnavailableException">Its database cannot be reached.</exception>
    public async Task<ProjectionState?> StateOf(string name, CancellationToken cancellationToken) =>
        Find(name) is { } host ? await host.Projection.Load(cancellationToken).ConfigureAwait(false) : null;

    /// <summary>Lets all builds of a projection stand still, on every node, soon.</summary>
    public Task<ChangeResult> Pause(string name, bool isDryRun, CancellationToken cancellationToken) =>
        Change(name, ProjectionMachine.Pause, isDryRun, cancellationToken);

    /// <summary>Lets a projection run that is paused or has failed.</summary>
    public Task<ChangeResult> Resume(string name, bool isDryRun, CancellationToken cancellationToken) =>
        Change(name, ProjectionMachine.Resume, isDryRun, cancellationToken);

    /// <summary>Begins a build beside the active one.</summary>
    /// <param name="name">The projection.</param>
    /// <param name="version">The version of its code; <see langword="null"/> for the newest of this node.</param>
    /// <param name="isDryRun">Whether only to say what would happen.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public Task<ChangeResult> Rebuild(string name, int? version, bool isDryRun, CancellationToken cancellationToken)
    {
        var versions = Find(name)?.Projection.Versions ?? [];
        return version is { } asked && versions.Count > 0 && !versions.Contains(asked)
            ? Task.FromResult(new ChangeResult(false, $"this node has no version {asked} of {name}; it has {string.Join(", ", versions)}"))
            : Change(name, state => ProjectionMachine.Rebuild(state, version ?? versions[^1], _time.GetUtcNow()), isDryRun, cancellationToken);
    }

    /// <summary>Lets readers see the build that has caught up.</summary>
    public Task<ChangeResult> Switch(string name, bool isDryRun, CancellationToken cancellationToken) =>
        Switch(name, state => ProjectionMachine.Switch(state, _time.GetUtcNow()), isDryRun, cancellationToken);

    /// <summary>Lets readers see the build again that they saw before the last switch.</summary>
    public Task<ChangeResult> SwitchBack(string name, bool isDryRun, CancellationToken cancellationToken) =>
        Switch(name, state => ProjectionMachine.SwitchBack(state, _time.GetUtcNow()), isDryRun, cancellationToken);

    /// <summary>Gives up a build that readers do not see, with its tables.</summary>
    /// <param name="name">The projection.</param>
    /// <param name="build">Its number; <see langword="null"/> where there is but one.</param>
    /// <param name="isDryRun">Whether only to say what would happen.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async Task<ChangeResult> Drop(string name, int? build, bool isDryRun, CancellationToken cancellationToken)
    {
        if (Find(name) is not { } host)
        {
            return Unknown(name);
        }

        var state = await host.Projection.Load(cancellationToken).ConfigureAwait(false);
        BuildState[] others = [.. state.Builds.Where(b => b.Phase != BuildPhase.Active)];
        if (build is null && others.Length != 1)
        {
            return new ChangeResult(false, $"{name} has {others.Length} builds that readers do not see; say which one to drop");
        }

        var number = build ?? others[0].Number;
        var change = ProjectionMachine.Drop(state, number);
        if (change.State is not { } next || isDryRun)
        {
            return new ChangeResult(false, change.Outcome);
        }

        var isDone = await host.Projection.Drop(next, number, cancellationToken).ConfigureAwait(false);
        host.Look();
        return isDone ? new ChangeResult(true, change.Outcome) : new ChangeResult(false, $"{name} was changed by another meanwhile; try again");
    }

    /// <summary>Asks for the parked records of an entity, or of all, to be applied in order.</summary>
    /// <param name="name">The projection.</param>
    /// <param name="entity">The entity; <see langword="null"/> for all.</param>
    /// <param name="isDryRun">Whether only to say what would happen.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async Task<ChangeResult> Unpark(string name, EntityKey? entity, bool isDryRun, CancellationToken cancellationToken)
    {
        if (Find(name) is not { Projection: var projection } host)
        {
            return Unknown(name);
        }

        var state = await projection.Load(cancellationToken).ConfigureAwait(false);
        var count = 0;
        foreach (var build in state.Builds.Where(b => projection.Versions.Contains(b.Version)))
        {
            var store = projection.Open(build);
            count += isDryRun
                ? (await store.Parked(cancellationToken).ConfigureAwait(false)).Count(p => entity is null || p.Entity == entity)
                : await store.RequestReplay(entity, cancellationToken).ConfigureAwait(false);
        }

        host.Look();
        var entities = count == 1 ? "1 parked entity" : $"{count} parked entities";
        return (count, isDryRun) switch
        {
            (0, _) => new ChangeResult(false, entity is null ? $"{name} has no parked entity" : $"{entity} is not parked by {name}"),
            (_, true) => new ChangeResult(false, $"the records of {entities} of {name} would be applied, in order, until one fails again"),
            _ => new ChangeResult(true, $"the records of {entities} of {name} are applied now, in order, until one fails again"),
        };
    }

    private static ChangeResult Unknown(string name) => new(false, $"there is no versioned projection {name}");

    private ProjectionHost? Find(string name) => _hosts.FirstOrDefault(h => h.Name.Value == name);

    private async Task<ChangeResult> Change(string name, Func<ProjectionState, ProjectionChange> wish, bool isDryRun, CancellationToken cancellationToken)
    {
        if (Find(name) is not { } host)
        {
            return Unknown(name);
        }

        var change = isDryRun
            ? wish(await host.Projection.Load(cancellationToken).ConfigureAwait(false))
            : await ProjectionSteps.Change(host.Projection, wish, cancellationToken).ConfigureAwait(false);
        host.Look();
        return new ChangeResult(!change.IsRefused && !isDryRun, change.Outcome);
    }

    private async Task<ChangeResult> Switch(string name, Func<ProjectionState, ProjectionChange> wish, bool isDryRun, CancellationToken cancellationToken)
    {
        if (Find(name) is not { } host)
        {
            return Unknown(name);
        }

        var state = await host.Projection.Load(cancellationToken).ConfigureAwait(false);
        var change = wish(state);
        if (change.State is not { } next || isDryRun)
        {
            return new ChangeResult(false, change.Outcome);
        }

        var done = await host.Projection.Switch(next, state.Active.Number, _options.SwitchPatience, cancellationToken).ConfigureAwait(false);
        host.Look();
        return done.IsDone
            ? new ChangeResult(
                true,
                $"{change.Outcome}; the build stood still for {done.Waited.TotalMilliseconds:0.0} ms, the exchange took {done.Exchanged.TotalMilliseconds:0.0} ms")
            : new ChangeResult(false, done.Outcome!);
    }

    private async Task<ProjectionInfo> StatusOf(IVersionedProjection projection, CancellationToken cancellationToken)
    {
        var state = await projection.Load(cancellationToken).ConfigureAwait(false);
        var heads = await _journal.Heads([.. _journal.ShardCount.All], cancellationToken).ConfigureAwait(false);
        var builds = new List<ProjectionBuildInfo>();
        var parkedEntities = new List<ParkedEntityInfo>();
        foreach (var build in state.Builds)
        {
            IReadOnlyList<ParkedEntity> parked = projection.Versions.Contains(build.Version)
                ? await projection.Open(build).Parked(cancellationToken).ConfigureAwait(false)
                : [];
            parkedEntities.AddRange(parked.Select(p => new ParkedEntityInfo(build.Number, p.Entity.ToString(), p.Records, p.Since, p.IsWanted, p.Reason)));
            var progress = await projection.Progress(build.Number, cancellationToken).ConfigureAwait(false);
            var lag = await new BuildLag(_journal, _time).Of(heads, progress, cancellationToken).ConfigureAwait(false);
            builds.Add(new ProjectionBuildInfo(
                build.Number,
                build.Version,
                build.Phase,
                lag.Records,
                Math.Round(lag.Age.TotalSeconds, 3),
                progress.Sum(p => p.Given.Count),
                progress.All(p => p.IsComplete),
                parked.Count,
                parked.Sum(p => p.Records),
                build.Failure,
                build.Comparison));
        }

        return new ProjectionInfo(state.Name, state.IsPaused, projection.Versions, builds, [.. parkedEntities.Take(ParkedShown)]);
    }
}
