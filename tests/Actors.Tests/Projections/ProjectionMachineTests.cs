using Actors.Projections;

namespace Actors.Tests.Projections;

/// <summary>The wishes that a projection's state takes and refuses.</summary>
public sealed class ProjectionMachineTests
{
    private static readonly DateTimeOffset Now = new(2026, 1, 2, 3, 4, 5, TimeSpan.Zero);

    [Fact]
    public void A_build_lives_from_rebuild_over_the_switch_to_the_drop()
    {
        var first = ProjectionMachine.First("orders", 1, Now);
        var building = Next(ProjectionMachine.Rebuild(first, 2, Now));
        Assert.Equal((2, 2, BuildPhase.Building), (building.Candidate!.Number, building.Candidate.Version, building.Candidate.Phase));
        Assert.Equal(ProjectionWork.LookWhetherCaughtUp, ProjectionMachine.WorkOf(building));
        var caughtUp = Next(ProjectionMachine.CaughtUp(building, 2));
        Assert.Equal(ProjectionWork.Compare, ProjectionMachine.WorkOf(caughtUp));
        var compared = Next(ProjectionMachine.Compared(caughtUp, 2, new ProjectionComparison(Now, 1, [])));
        Assert.Equal(ProjectionWork.None, ProjectionMachine.WorkOf(compared));
        var switched = Next(ProjectionMachine.Switch(compared, Now));
        Assert.Equal((2, 1), (switched.Active.Number, switched.Standby!.Number));
        var back = Next(ProjectionMachine.SwitchBack(switched, Now));
        Assert.Equal((1, 2), (back.Active.Number, back.Standby!.Number));
        var dropped = Next(ProjectionMachine.Drop(back, 2));
        Assert.Equal(1, Assert.Single(dropped.Builds).Number);
        Assert.Equal(3, Next(ProjectionMachine.Rebuild(dropped, 2, Now)).Candidate!.Number);
        Assert.Equal(7, dropped.Revision);
    }

    [Fact]
    public void What_cannot_be_is_refused_in_words()
    {
        var first = ProjectionMachine.First("orders", 1, Now);
        var building = Next(ProjectionMachine.Rebuild(first, 2, Now));
        var switched = Next(ProjectionMachine.Switch(Next(ProjectionMachine.CaughtUp(building, 2)), Now));
        var failed = Next(ProjectionMachine.Fail(Next(ProjectionMachine.CaughtUp(building, 2)), 2, "broken"));
        var again = Next(ProjectionMachine.CaughtUp(Next(ProjectionMachine.Rebuild(switched, 2, Now)), 3));
        Refused(ProjectionMachine.Switch(first, Now), "no build to switch to");
        Refused(ProjectionMachine.SwitchBack(first, Now), "no build to switch back to");
        Refused(ProjectionMachine.Rebuild(building, 2, Now), "under way already");
        Refused(ProjectionMachine.Switch(building, Now), "not caught up");
        Refused(ProjectionMachine.Switch(failed, Now), "has failed");
        Refused(ProjectionMachine.Switch(again, Now), "drop it first");
        Refused(ProjectionMachine.Drop(first, 1), "is active");
        Refused(ProjectionMachine.Drop(first, 9), "no build 9");
        Refused(ProjectionMachine.Resume(first), "runs already");
        Refused(ProjectionMachine.Pause(Next(ProjectionMachine.Pause(first))), "paused already");
        Refused(ProjectionMachine.CaughtUp(switched, 2), "not being built");
        Refused(ProjectionMachine.Compared(switched, 2, new ProjectionComparison(Now, 1, [])), "not one to compare");
        Refused(ProjectionMachine.Fail(first, 9, "broken"), "has gone");
        Assert.Equal(ProjectionWork.None, ProjectionMachine.WorkOf(failed));
        Assert.Equal(ProjectionWork.None, ProjectionMachine.WorkOf(Next(ProjectionMachine.Pause(building))));
        Assert.Null(Next(ProjectionMachine.Resume(failed)).Candidate!.Failure);
    }

    [Fact]
    public void No_build_overtakes_the_active_one()
    {
        var state = Next(ProjectionMachine.Rebuild(ProjectionMachine.First("orders", 1, Now), 2, Now));
        Assert.Equal(10, ProjectionMachine.Limit(state.Active, head: 10, active: 4));
        Assert.Equal(4, ProjectionMachine.Limit(state.Candidate!, head: 10, active: 4));
        Assert.Equal(3, ProjectionMachine.Limit(state.Candidate!, head: 3, active: 4));
    }

    [Fact]
    public void The_stored_form_is_read_back()
    {
        var state = Next(ProjectionMachine.Compared(
            Next(ProjectionMachine.CaughtUp(Next(ProjectionMachine.Rebuild(ProjectionMachine.First("orders", 1, Now), 2, Now)), 2)),
            2,
            new ProjectionComparison(Now, 1, [new TableComparison("orders", ["id"], 1, 2, "a", "b", ["+ x"])])));
        var json = System.Text.Json.JsonSerializer.Serialize(state, ProjectionJson.Default.ProjectionState);
        var read = System.Text.Json.JsonSerializer.Deserialize(json, ProjectionJson.Default.ProjectionState)!;
        Assert.Equal(json, System.Text.Json.JsonSerializer.Serialize(read, ProjectionJson.Default.ProjectionState));
        Assert.Equal(["+ x"], read.Candidate!.Comparison!.Tables[0].Sample);
        Assert.Equal(BuildPhase.CaughtUp, read.Candidate.Phase);
    }

    private static ProjectionState Next(ProjectionChange change) => change.State ?? throw new InvalidOperationException(change.Outcome);

    private static void Refused(ProjectionChange change, string why)
    {
        Assert.True(change.IsRefused);
        Assert.Contains(why, change.Outcome);
    }
}
