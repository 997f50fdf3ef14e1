using Actors.Journal;
using Actors.Projections;

namespace Actors.Runtime.Readers.Builds;

/// <summary>The steps in the life of a build that no person takes. Two nodes may try the same one; the stored state takes it once.</summary>
internal sealed class ProjectionSteps(IVersionedProjection projection, BuildServices services)
{
    private const int AttemptsMax = 10;

    /// <summary>Changes the stored state; tries again when another node has changed it meanwhile.</summary>
    public static async Task<ProjectionChange> Change(
        IVersionedProjection projection, Func<ProjectionState, ProjectionChange> wish, CancellationToken cancellationToken)
    {
        for (var attempt = 0; attempt < AttemptsMax; attempt++)
        {
            var change = wish(await projection.Load(cancellationToken).ConfigureAwait(false));
            if (change.State is not { } state || await projection.TrySave(state, cancellationToken).ConfigureAwait(false))
            {
                return change;
            }
        }

        return new ProjectionChange(null, $"{projection.Name} is being changed by others all the time; try again");
    }

    /// <summary>Takes the next step, if its time has come.</summary>
    public async Task Take(ProjectionState state, Action done, CancellationToken cancellationToken)
    {
        try
        {
            var change = ProjectionMachine.WorkOf(state) == ProjectionWork.Compare
                ? await Compare(state, cancellationToken).ConfigureAwait(false)
                : await LookWhetherCaughtUp(state, cancellationToken).ConfigureAwait(false);
            if (change is { IsRefused: false })
            {
                services.Logger.ProjectionStep(change.Outcome);
                done();
            }
        }
        catch (JournalUnavailableException)
        {
            // Whoever holds the first shard tries again soon; the store has written down that it is away.
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            // The node stops.
        }
    }

    private async Task<ProjectionChange?> LookWhetherCaughtUp(ProjectionState state, CancellationToken cancellationToken)
    {
        var candidate = state.Candidate!.Number;
        var active = await projection.Progress(state.Active.Number, cancellationToken).ConfigureAwait(false);
        var mine = (await projection.Progress(candidate, cancellationToken).ConfigureAwait(false)).ToDictionary(p => p.Shard, p => p.Offset);
        var lag = active.Sum(p => Math.Max(0, p.Offset - mine.GetValueOrDefault(p.Shard)));
        return lag > services.Options.CaughtUpLag
            ? null
            : await Change(projection, now => ProjectionMachine.CaughtUp(now, candidate), cancellationToken).ConfigureAwait(false);
    }

    private async Task<ProjectionChange?> Compare(ProjectionState state, CancellationToken cancellationToken)
    {
        var candidate = state.Candidate!.Number;
        return await projection.Compare(state, services.Options.SwitchPatience, cancellationToken).ConfigureAwait(false) is { } comparison
            ? await Change(projection, now => ProjectionMachine.Compared(now, candidate, comparison), cancellationToken).ConfigureAwait(false)
            : null;
    }
}
