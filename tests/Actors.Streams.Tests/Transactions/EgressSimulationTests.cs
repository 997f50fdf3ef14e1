using Actors.TestKit.Simulation;

namespace Actors.Streams.Tests.Transactions;

/// <summary>
/// Egress in transactions, against a model of a transactional broker: crashes between every two steps, lost and late answers,
/// owners that do not know that they are none.
/// </summary>
public sealed class EgressSimulationTests
{
    private static readonly int Seeds = Environment.GetEnvironmentVariable("ACTORS_NIGHTLY") == "1" ? 200_000 : 2_000;

    [Fact]
    [Trait("Invariant", "I3")]
    public void A_reader_of_committed_records_sees_each_event_once_and_in_order()
    {
        var first = Simulation.FreshSeed();
        for (var seed = first; seed < first + (ulong)Seeds; seed++)
        {
            Assert.Null(EgressSimulation.Run(seed, Plant.None));
        }
    }

    [Theory]
    [InlineData(Plant.NoFence)]
    [InlineData(Plant.OffsetsBeforeFence)]
    [InlineData(Plant.OffsetsOutside)]
    [InlineData(Plant.OffsetsAfterCommit)]
    [InlineData(Plant.SilentCommitFailed)]
    [InlineData(Plant.SilentCommitDone)]
    [InlineData(Plant.UncommittedOffsets)]
    [InlineData(Plant.UncommittedRecords)]
    public void Each_mistake_that_is_planted_is_found(Plant plant) =>
        Assert.Contains(Enumerable.Range(1, 500), seed => EgressSimulation.Run((ulong)seed, plant) is not null);
}
