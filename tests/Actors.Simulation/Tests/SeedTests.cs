using Xunit;
using Xunit.Abstractions;

namespace Actors.Simulation.Tests;

/// <summary>All invariants hold in every run: of seeds that everybody runs, and of seeds that nobody has run before.</summary>
public sealed class SeedTests(ITestOutputHelper output)
{
    private const int FixedCount = 400;
    private static readonly int FreshCount = Environment.GetEnvironmentVariable("ACTORS_NIGHTLY") == "1" ? 50_000 : 600;

    [Fact]
    [Trait("Invariant", "I1")]
    [Trait("Invariant", "I2")]
    [Trait("Invariant", "I3")]
    [Trait("Invariant", "I4")]
    [Trait("Invariant", "I5")]
    [Trait("Invariant", "I6")]
    [Trait("Invariant", "I7")]
    public void Every_invariant_holds_through_all_faults_of_every_seed() => RequirePassed(1, FixedCount);

    [Fact]
    [Trait("Invariant", "I1")]
    [Trait("Invariant", "I2")]
    [Trait("Invariant", "I3")]
    [Trait("Invariant", "I4")]
    [Trait("Invariant", "I5")]
    [Trait("Invariant", "I6")]
    [Trait("Invariant", "I7")]
    public void Every_invariant_holds_through_all_faults_of_fresh_seeds() =>
        RequirePassed(TestKit.Simulation.Simulation.FreshSeed(), FreshCount);

    [Fact]
    public void The_same_seed_gives_the_same_story()
    {
        for (var seed = 1UL; seed <= 10; seed++)
        {
            var (first, second) = (Seeds.Run(seed, isTraceKept: true), Seeds.Run(seed, isTraceKept: true));
            Assert.Equal(first.Story, second.Story);
            Assert.Equal(first.Hash, second.Hash);
        }
    }

    [Fact]
    public void Other_seeds_give_other_stories() =>
        Assert.Equal(50, Enumerable.Range(1, 50).Select(seed => Seeds.Run((ulong)seed).Hash).Distinct().Count());

    private void RequirePassed(ulong first, int count)
    {
        output.WriteLine($"seeds {first}..{first + (ulong)count - 1}");
        var failed = Seeds.FirstFailure(first, count);
        Assert.True(
            failed is null,
            $"seed {failed?.Seed}: {failed?.Failure}\nReplay it with: ./actors simulate --seed {failed?.Seed} --trace");
    }
}
