using Actors.Runtime;
using Actors.TestKit.InMemory;
using Actors.TestKit.Probes;
using Actors.TestKit.Time;
using Xunit;

namespace Library;

public sealed class LibrarySystemTests
{
    // <system-test>
    [Fact]
    public async Task A_book_that_is_not_returned_leads_to_one_letter()
    {
        var clock = new ManualTimeProvider();
        var letters = new FakeLetterService();
        await using var store = new InMemoryStore();
        await using var system = await ActorSystem.Start(LibraryModel.Create(letters), store, time: clock);
        var book = system.EntityRef<Loan, LoanCommand, LoanEvent>("book-1");
        await book.Ask(new BorrowBook("ann", 28));

        clock.Advance(TimeSpan.FromDays(28));

        await Eventually.Holds(() => letters.Sent.Count == 1);
        Assert.Equal(("ann", 2.50m), letters.Sent.Values.Single());
    }
    // </system-test>

    // <probe>
    [Fact]
    public async Task An_overdue_book_leads_to_a_fee_of_its_reader()
    {
        var clock = new ManualTimeProvider();
        await using var store = new InMemoryStore();
        await using var system = await ActorSystem.Start(LibraryModel.Create(new FakeLetterService()), store, time: clock);
        await system.EntityRef<Loan, LoanCommand, LoanEvent>("book-1").Ask(new BorrowBook("ann", 28));
        using var probe = new EventProbe(system);

        clock.Advance(TimeSpan.FromDays(28));

        var fee = await probe.Expect<FeeCharged>(charged => charged.Book == "book-1");
        Assert.Equal("reader/ann", fee.Entity.ToString());
    }
    // </probe>
}
