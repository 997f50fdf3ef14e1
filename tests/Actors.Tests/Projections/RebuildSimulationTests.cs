using FsCheck;
using FsCheck.Fluent;

namespace Actors.Tests.Projections;

/// <summary>
/// Whatever the nodes do and whenever they crash, between any two steps: readers always see one build, each record meets exactly one
/// active build, and in the end nothing is missing.
/// </summary>
public sealed class RebuildSimulationTests
{
    private static readonly Gen<(int Kind, int Choice)> Steps =
        from kind in Gen.Choose(0, RebuildWorld.StepKinds - 1)
        from choice in Gen.Choose(0, 59)
        select (kind, choice);

    [Fact]
    [Trait("Invariant", "I3")]
    public void Any_order_of_steps_and_crashes_loses_and_repeats_nothing() => Property.HoldsForSequences(Steps, steps =>
    {
        var world = new RebuildWorld();
        foreach (var (kind, choice) in steps)
        {
            world.Do(kind, choice);
        }

        world.Settle();
    });

    [Fact]
    public void Long_runs_switch_back_and_forth()
    {
        var random = new System.Random(7);
        var world = new RebuildWorld();
        for (var i = 0; i < 20_000; i++)
        {
            world.Do(random.Next(RebuildWorld.StepKinds), random.Next(60));
        }

        world.Settle();
        Assert.InRange(world.Switches, 5, int.MaxValue);
    }
}
