using Actors.Projections;

namespace Actors.Runtime.Readers.Builds;

/// <summary>A build that runs on this node, until it is stopped.</summary>
internal sealed class RunningBuild : IAsyncDisposable
{
    private readonly CancellationTokenSource _stopping;

    public RunningBuild(BuildRunner runner, BuildState build, CancellationToken cancellationToken)
    {
        Runner = runner;
        IsBuilding = build.Phase == BuildPhase.Building;
        _stopping = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var token = _stopping.Token;
        Task = Task.Run(() => runner.Run(token), CancellationToken.None);
    }

    /// <summary>Its runner.</summary>
    public BuildRunner Runner { get; }

    /// <summary>Whether it was started as one that is being built, which reads and works in another way than one that follows.</summary>
    public bool IsBuilding { get; }

    /// <summary>Completes when it has failed or was stopped.</summary>
    public Task Task { get; }

    /// <summary>Stops it.</summary>
    public async ValueTask DisposeAsync()
    {
        await _stopping.CancelAsync().ConfigureAwait(false);
        await Task.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _stopping.Dispose();
    }
}
