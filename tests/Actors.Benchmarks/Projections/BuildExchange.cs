using Actors.Projections;

namespace Actors.Benchmarks.Projections;

/// <summary>Shows readers the other build of the measured projection.</summary>
internal static class BuildExchange
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    /// <summary>Switches, or switches back.</summary>
    /// <exception cref="InvalidOperationException">It could not be done.</exception>
    public static async Task<ProjectionSwitch> Run(IVersionedProjection projection, CancellationToken cancellationToken)
    {
        var state = await projection.Load(cancellationToken);
        var change = state.Standby is null ? ProjectionMachine.Switch(state, DateTimeOffset.UnixEpoch) : ProjectionMachine.SwitchBack(state, DateTimeOffset.UnixEpoch);
        var done = await projection.Switch(change.State!, state.Active.Number, Patience, cancellationToken);
        return done.IsDone ? done : throw new InvalidOperationException($"The switch from build {state.Active.Number} failed: {done.Outcome}.");
    }
}
