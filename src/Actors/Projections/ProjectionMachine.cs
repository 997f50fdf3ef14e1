using System.Globalization;

namespace Actors.Projections;

/// <summary>
/// The life of a projection's builds, as pure functions from a state and a wish to the next state:
/// <code>
///   rebuild -> Building -> CaughtUp -> (compared) --switch--> Active --switch-back--> Standby
///                 |            |                                 |                       |
///               drop         drop                       the one before: Standby        drop
/// </code>
/// Every step is one compare-and-set of the stored state, and everything that must happen with it is in the same transaction. So a
/// node may be killed between any two of them, and any other node goes on from the stored state.
/// </summary>
public static class ProjectionMachine
{
    /// <summary>The state of a projection that is seen for the first time: its newest version is active and empty.</summary>
    public static ProjectionState First(string name, int version, DateTimeOffset now) => new()
    {
        Name = name,
        Revision = 1,
        NextBuild = 2,
        Builds = [new BuildState(1, version, BuildPhase.Active, now) { Switched = now }],
    };

    /// <summary>Begins a build of a version beside the active one.</summary>
    public static ProjectionChange Rebuild(ProjectionState state, int version, DateTimeOffset now)
    {
        if (state.Candidate is { } under)
        {
            return Refuse($"build {under.Number} of {state.Name} is under way already; switch to it or drop it first");
        }

        var build = new BuildState(state.NextBuild, version, BuildPhase.Building, now);
        return new ProjectionChange(
            Next(state) with { NextBuild = state.NextBuild + 1, Builds = [.. state.Builds, build] },
            $"build {build.Number} of {state.Name} begins, with version {version}, beside build {state.Active.Number}");
    }

    /// <summary>Says that a build has come so close to the active one that it follows it from now on.</summary>
    public static ProjectionChange CaughtUp(ProjectionState state, int number) =>
        state.Find(number) is { Phase: BuildPhase.Building } build
            ? Change(state, build with { Phase = BuildPhase.CaughtUp }, $"build {number} of {state.Name} has caught up")
            : Refuse($"build {number} of {state.Name} is not being built");

    /// <summary>Keeps what a comparison has found.</summary>
    public static ProjectionChange Compared(ProjectionState state, int number, ProjectionComparison comparison) =>
        state.Find(number) is { Phase: BuildPhase.CaughtUp } build && state.Active.Number == comparison.Active
            ? Change(state, build with { Comparison = comparison }, $"build {number} of {state.Name} was compared with build {comparison.Active}")
            : Refuse($"build {number} of {state.Name} is not one to compare with build {comparison.Active} any more");

    /// <summary>Makes the build that has caught up the active one; the active one is kept and fed, to switch back to.</summary>
    public static ProjectionChange Switch(ProjectionState state, DateTimeOffset now) => (state.Candidate, state.Standby) switch
    {
        (null, _) => Refuse($"{state.Name} has no build to switch to; begin one with rebuild"),
        ({ Phase: BuildPhase.Building } build, _) => Refuse($"build {build.Number} of {state.Name} has not caught up yet"),
        ({ Failure: not null } build, _) => Refuse($"build {build.Number} of {state.Name} has failed; resume or drop it"),
        (_, { } standby) => Refuse($"build {standby.Number} of {state.Name} is still kept from the last switch; drop it first"),
        ({ } build, null) => Swap(state, build, now),
    };

    /// <summary>Makes the build active that was active before.</summary>
    public static ProjectionChange SwitchBack(ProjectionState state, DateTimeOffset now) => state.Standby switch
    {
        null => Refuse($"{state.Name} keeps no build to switch back to"),
        { Failure: not null } build => Refuse($"build {build.Number} of {state.Name} has failed; resume it first"),
        { } build => Swap(state, build, now),
    };

    /// <summary>Gives a build up; its tables go with it.</summary>
    public static ProjectionChange Drop(ProjectionState state, int number) => state.Find(number) switch
    {
        null => Refuse($"{state.Name} has no build {number}"),
        { Phase: BuildPhase.Active } => Refuse($"build {number} of {state.Name} is active; readers need it"),
        { } build => new ProjectionChange(
            Next(state) with { Builds = [.. state.Builds.Where(b => b != build)] }, $"build {number} of {state.Name} is dropped with its tables"),
    };

    /// <summary>Lets all builds stand still.</summary>
    public static ProjectionChange Pause(ProjectionState state) => state.IsPaused
        ? Refuse($"{state.Name} is paused already")
        : new ProjectionChange(Next(state) with { IsPaused = true }, $"{state.Name} is paused on every node");

    /// <summary>Lets all builds run that are paused or have failed.</summary>
    public static ProjectionChange Resume(ProjectionState state) => !state.IsPaused && state.Builds.All(b => b.Failure is null)
        ? Refuse($"{state.Name} runs already")
        : new ProjectionChange(
            Next(state) with { IsPaused = false, Builds = [.. state.Builds.Select(b => b with { Failure = null })] },
            $"{state.Name} runs on, on every node");

    /// <summary>Stops a build whose handler has failed, until it is resumed.</summary>
    public static ProjectionChange Fail(ProjectionState state, int number, string failure) => state.Find(number) is { Failure: null } build
        ? Change(state, build with { Failure = failure }, $"build {number} of {state.Name} has failed")
        : Refuse($"build {number} of {state.Name} has gone or has failed already");

    /// <summary>What is to be done next, by any one node.</summary>
    public static ProjectionWork WorkOf(ProjectionState state) => state switch
    {
        { IsPaused: true } => ProjectionWork.None,
        { Candidate: { Phase: BuildPhase.Building, Failure: null } } => ProjectionWork.LookWhetherCaughtUp,
        { Candidate: { Phase: BuildPhase.CaughtUp, Failure: null, Comparison: null }, Active.Failure: null } => ProjectionWork.Compare,
        _ => ProjectionWork.None,
    };

    /// <summary>
    /// How far a build may read in a shard. No other build overtakes the active one, so that a switch finds both at one offset, and each
    /// record meets an active build exactly once.
    /// </summary>
    /// <param name="build">The build.</param>
    /// <param name="head">The journal's head in the shard.</param>
    /// <param name="active">The active build's offset in the shard, or an earlier one.</param>
    public static long Limit(BuildState build, long head, long active) => build.Phase == BuildPhase.Active ? head : Math.Min(head, active);

    private static ProjectionChange Swap(ProjectionState state, BuildState next, DateTimeOffset now)
    {
        var active = state.Active;
        return new ProjectionChange(
            Next(state) with
            {
                Builds =
                [
                    .. state.Builds.Select(b =>
                        b == next ? next with { Phase = BuildPhase.Active, Switched = now }
                        : b == active ? active with { Phase = BuildPhase.Standby, Comparison = null }
                        : b),
                ],
            },
            string.Create(CultureInfo.InvariantCulture, $"readers of {state.Name} see build {next.Number} (version {next.Version}) instead of build {active.Number}"));
    }

    private static ProjectionChange Change(ProjectionState state, BuildState build, string outcome) =>
        new(Next(state) with { Builds = [.. state.Builds.Select(b => b.Number == build.Number ? build : b)] }, outcome);

    private static ProjectionState Next(ProjectionState state) => state with { Revision = state.Revision + 1 };

    private static ProjectionChange Refuse(string why) => new(null, why);
}
