using System.Text.Json;
using System.Text.Json.Serialization;
using Actors;
using Actors.Reactions;
using Actors.Schema;
using Actors.SideEffects;

namespace Library;

public static class LibraryModel
{
    // <library-model>
    public static ActorModel Create(ILetterService letters) => new(
        entities: [Loans(), Readers()],
        reactions: [OverdueFees()],
        sideEffects: [SideEffect.Of("fee-letters", new FeeLetter(letters), new SideEffectOptions { AttemptsMax = 3 })]);
    // </library-model>

    // <loan-definition>
    private static EntityDefinition Loans() => EntityDefinition.For<Loan, LoanCommand, LoanEvent>(LibraryJson.Default)
        .Command<BorrowBook>("borrow-book").Command<ReturnBook>("return-book").Command<MarkOverdue>("mark-overdue")
        .Event<BookBorrowed>("book-borrowed", version: 2).Event<BookReturned>("book-returned").Event<BookOverdue>("book-overdue")
        .Upcast<BookBorrowedV1, BookBorrowed>("book-borrowed", fromVersion: 1, old => new BookBorrowed(old.Reader, old.Borrowed.AddDays(28)))
        .Query<WhoHasIt, Holder>("who-has-it", (loan, _) => new Holder(loan.Reader, loan.Due))
        .Build();
    // </loan-definition>

    private static EntityDefinition Readers() => EntityDefinition.For<Reader, ReaderCommand, ReaderEvent>(LibraryJson.Default)
        .Command<ChargeFee>("charge-fee").Command<RecordLetter>("record-letter")
        .Event<FeeCharged>("fee-charged").Event<LetterSent>("letter-sent")
        .Build();

    // <reaction>
    private static Reaction OverdueFees() => Reaction.Named("overdue-fees")
        .On<BookOverdue>((overdue, context) =>
        [
            OutgoingCommand.To<Reader, ReaderCommand, ReaderEvent>(overdue.Reader, new ChargeFee(context.Entity.Id.Value, 2.50m)),
        ])
        .Build();
    // </reaction>
}

[JsonSourceGenerationOptions(JsonSerializerDefaults.Web)]
[JsonSerializable(typeof(Loan)), JsonSerializable(typeof(Reader))]
[JsonSerializable(typeof(BorrowBook)), JsonSerializable(typeof(ReturnBook)), JsonSerializable(typeof(MarkOverdue))]
[JsonSerializable(typeof(BookBorrowed)), JsonSerializable(typeof(BookBorrowedV1)), JsonSerializable(typeof(BookReturned)), JsonSerializable(typeof(BookOverdue))]
[JsonSerializable(typeof(WhoHasIt)), JsonSerializable(typeof(Holder))]
[JsonSerializable(typeof(ChargeFee)), JsonSerializable(typeof(RecordLetter)), JsonSerializable(typeof(FeeCharged)), JsonSerializable(typeof(LetterSent))]
internal sealed partial class LibraryJson : JsonSerializerContext;
