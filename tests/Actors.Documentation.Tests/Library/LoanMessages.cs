namespace Library;

public abstract record LoanCommand;

public sealed record BorrowBook(string Reader, int Days) : LoanCommand;

public sealed record ReturnBook : LoanCommand;

public sealed record MarkOverdue : LoanCommand;

public abstract record LoanEvent;

public sealed record BookBorrowed(string Reader, DateTimeOffset Due) : LoanEvent;

public sealed record BookReturned : LoanEvent;

public sealed record BookOverdue(string Reader) : LoanEvent;

/// <summary>How a book was borrowed before the due date was an event's own: always for 28 days.</summary>
public sealed record BookBorrowedV1(string Reader, DateTimeOffset Borrowed);

public sealed record WhoHasIt;

public sealed record Holder(string? Reader, DateTimeOffset Due);
