using Actors;

namespace Library;

public abstract record ReaderCommand;

public sealed record ChargeFee(string Book, decimal Amount) : ReaderCommand;

public sealed record RecordLetter(string Reference) : ReaderCommand;

public abstract record ReaderEvent;

public sealed record FeeCharged(string Book, decimal Amount) : ReaderEvent;

public sealed record LetterSent(string Reference) : ReaderEvent;

/// <summary>Somebody who borrows books, and owes fees.</summary>
public sealed record Reader(decimal Fees, int Letters) : IEntity<Reader, ReaderCommand, ReaderEvent>
{
    public static EntityType Type { get; } = new("reader");

    public static Reader Initial { get; } = new(0m, 0);

    public static Decision<ReaderEvent> Decide(Reader state, ReaderCommand command, in DecisionContext context) => command switch
    {
        ChargeFee charge => new FeeCharged(charge.Book, charge.Amount),
        RecordLetter letter => new LetterSent(letter.Reference),
        _ => throw new InvalidOperationException($"No rule for {command}."),
    };

    public static Reader Evolve(Reader state, ReaderEvent @event) => @event switch
    {
        FeeCharged charged => state with { Fees = state.Fees + charged.Amount },
        LetterSent => state with { Letters = state.Letters + 1 },
        _ => state,
    };
}
