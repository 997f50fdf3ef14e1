using System.Text;
using Actors;
using Actors.Persistence.Sql.Projections;
using Actors.Schema;
using Actors.TestKit.Processes;
using Actors.TestKit.Specifications;
using Actors.TestKit.WireForms;
using Microsoft.Extensions.Logging.Abstractions;
using Xunit;

namespace Library;

public sealed class LibrarySpecifications
{
    private static readonly DateTimeOffset Day = new(2026, 3, 1, 9, 0, 0, TimeSpan.Zero);
    private static readonly ActorModel Model = LibraryModel.Create(new FakeLetterService());

    // <specification>
    [Fact]
    public void A_borrowed_book_has_a_timer_until_it_is_back() =>
        new EntitySpecification<Loan, LoanCommand, LoanEvent>(Model, "book-1").At(Day)
            .When(new BorrowBook("ann", 28))
            .Then(new BookBorrowed("ann", Day.AddDays(28)))
            .ThenTimer("due", Day.AddDays(28), new MarkOverdue())
            .And.When(new BorrowBook("bob", 7)).ThenRejected("already-borrowed")
            .And.When(new ReturnBook()).Then(new BookReturned()).ThenTimerCancelled("due");
    // </specification>

    // <reaction-specification>
    [Fact]
    public void An_overdue_book_costs_its_reader_a_fee() => new ReactionSpecification(Model, "overdue-fees")
        .When("loan/book-1", new BookOverdue("ann"))
        .Then(OutgoingCommand.To<Reader, ReaderCommand, ReaderEvent>("ann", new ChargeFee("book-1", 2.50m)));
    // </reaction-specification>

    // <projection-specification>
    [Fact]
    public async Task Fees_add_up_for_each_reader()
    {
        using var folder = new TemporaryFolder();
        await using var readModels = new SqliteReadModels(folder["fees.db"], NullLogger.Instance);
        await new ProjectionSpecification(Model, readModels.Projection(new FeesProjection(Model)))
            .Given("reader/ann", new FeeCharged("book-1", 2.50m), new FeeCharged("book-2", 2.50m))
            .Given("reader/bob", new FeeCharged("book-1", 2.50m))
            .Then(token => CentsOf(readModels, token), ["ann: 500", "bob: 250"]);
    }
    // </projection-specification>

    // <upcaster-test>
    [Fact]
    public void An_old_event_is_read_in_its_new_form()
    {
        var old = """{"reader":"ann","borrowed":"2026-03-01T09:00:00+00:00"}""";
        var messages = Model.Find(Loan.Type)!.Messages;
        var @event = messages.Decode(new WireName("book-borrowed", 1), Encoding.UTF8.GetBytes(old));
        Assert.Equal(new BookBorrowed("ann", Day.AddDays(28)), @event);
    }
    // </upcaster-test>

    // <golden-journal>
    [Fact]
    public void What_stands_in_journals_is_still_read_as_it_was_meant() => new GoldenJournal(Model)
        .With(Loan.Type, new BookBorrowed("ann", Day), new BookReturned(), new BookOverdue("ann"))
        .With(Reader.Type, new FeeCharged("book-1", 2.50m), new LetterSent("book-1"))
        .Matches("library.golden.txt");
    // </golden-journal>

    private static async Task<IReadOnlyList<string>> CentsOf(SqliteReadModels readModels, CancellationToken cancellationToken)
    {
        await using var connection = await readModels.OpenRead(cancellationToken);
        await using var query = connection.CreateCommand();
        query.CommandText = "SELECT reader || ': ' || amount_in_cents FROM fees ORDER BY reader";
        await using var rows = await query.ExecuteReaderAsync(cancellationToken);
        var all = new List<string>();
        while (await rows.ReadAsync(cancellationToken))
        {
            all.Add(rows.GetString(0));
        }

        return all;
    }

    [Fact]
    public void A_query_reads_the_state() => Assert.Equal(
        new Holder("ann", Day), Model.Find(Loan.Type)!.Answer(new Loan("ann", Day, false), new WhoHasIt()));
}
