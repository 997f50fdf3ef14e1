using Actors;

namespace Library;

// <loan>
public sealed record Loan(string? Reader, DateTimeOffset Due, bool IsOverdue) : IEntity<Loan, LoanCommand, LoanEvent>
{
    public static EntityType Type { get; } = new("loan");

    public static Loan Initial { get; } = new(null, default, false);

    public static Decision<LoanEvent> Decide(Loan state, LoanCommand command, in DecisionContext context) => command switch
    {
        BorrowBook when state.Reader is not null => new Rejection("already-borrowed", $"{state.Reader} has this book."),
        BorrowBook borrow => Borrow(borrow.Reader, context.Time.AddDays(borrow.Days)),
        ReturnBook when state.Reader is null => new Rejection("not-borrowed", "Nobody has this book."),
        ReturnBook => Decision<LoanEvent>.Accept(new BookReturned()).CancelTimer("due"),
        MarkOverdue when state.Reader is not null && !state.IsOverdue => new BookOverdue(state.Reader),
        _ => Decision<LoanEvent>.Nothing,
    };

    public static Loan Evolve(Loan state, LoanEvent @event) => @event switch
    {
        BookBorrowed borrowed => new Loan(borrowed.Reader, borrowed.Due, false),
        BookReturned => Initial,
        BookOverdue => state with { IsOverdue = true },
        _ => state,
    };

    private static Decision<LoanEvent> Borrow(string reader, DateTimeOffset due) =>
        Decision<LoanEvent>.Accept(new BookBorrowed(reader, due)).SetTimer("due", due, new MarkOverdue());
}
// </loan>
