using Actors;
using Actors.TestKit.Simulation;
using Xunit;

namespace Library;

public sealed class LibrarySimulationTests
{
    // <simulation>
    private static readonly Simulation Lending = Simulation
        .Of(_ => LibraryModel.Create(new FakeLetterService()))
        .With(moment => OutgoingCommand.To<Loan, LoanCommand, LoanEvent>(
            $"book-{moment.Random.Below(5)}",
            moment.Random.Chance(700) ? new BorrowBook($"reader-{moment.Random.Below(3)}", moment.Random.Below(28)) : new ReturnBook()))
        .Always("a book that is overdue is somebody's", states =>
            Assert.All(states.All<Loan>(), loan => Assert.False(loan.State is { IsOverdue: true, Reader: null })))
        .AtRest("every fee has led to one letter", states =>
            Assert.All(states.All<Reader>(), reader => Assert.Equal(reader.State.Fees / 2.50m, reader.State.Letters)));

    [Simulation(Seeds = 100)]
    public Simulation Every_fee_leads_to_one_letter_whatever_fails() => Lending;
    // </simulation>

    /// <summary>A node was suspected over a cut link, and declared dead just after all faults were over: the checker had forgotten the cut.</summary>
    [Fact]
    public void Who_was_cut_off_until_a_moment_ago_may_be_declared_dead() => Lending.Run(63931248590120, 1);

    [Fact]
    public void A_seed_has_one_story() => Assert.Equal(Lending.Replay(7).Story, Lending.Replay(7).Story);
}
