using Actors;

namespace Shop.Tests.TrafficFines;

/// <summary>
/// A traffic fine. Sixty days after the offender was notified a durable timer adds the penalty; payments keep a running total.
/// </summary>
public sealed record Fine : IEntity<Fine, FineCommand, FineEvent>
{
    public const string PenaltyTimer = "penalty";
    public static readonly TimeSpan PenaltyDelay = TimeSpan.FromDays(60);

    public static EntityType Type { get; } = new("fine");

    public static Fine Initial { get; } = new();

    public DateOnly? Created { get; init; }

    public long? AmountCents { get; init; }

    public DateOnly? Notified { get; init; }

    public DateOnly? PenaltyOn { get; init; }

    public long PaidCents { get; init; }

    public int Payments { get; init; }

    public bool IsInCollection { get; init; }

    public static Decision<FineEvent> Decide(Fine state, FineCommand command, in DecisionContext context) => command switch
    {
        FineCommand.CreateFine when state.Created is not null => new Rejection("fine-exists", "The fine was created before."),
        FineCommand.CreateFine create => new FineEvent.FineCreated(create.Date, create.AmountCents),
        _ when state.Created is null => new Rejection("fine-unknown", "There is no such fine."),
        FineCommand.SendFine send => new FineEvent.FineSent(send.Date, send.ExpenseCents),
        FineCommand.NotifyOffender notify => Decision<FineEvent>.Accept(new FineEvent.OffenderNotified(notify.Date))
            .SetTimer(PenaltyTimer, DueOf(notify.Date), new FineCommand.ApplyPenalty()),
        FineCommand.ApplyPenalty when state.PenaltyOn is not null || state.Notified is null => Decision<FineEvent>.Nothing,
        FineCommand.ApplyPenalty => new FineEvent.PenaltyAdded(DateOf(state.Notified.Value)),
        FineCommand.RecordPenalty penalty => new FineEvent.PenaltyAssessed(penalty.Date, penalty.AmountCents),
        FineCommand.PayFine when state.IsInCollection => new Rejection("fine-in-collection", "The collector takes the money now."),
        FineCommand.PayFine pay => new FineEvent.FinePaid(pay.Date, pay.Cents, state.PaidCents + pay.Cents),
        FineCommand.SendToCollection collection => new FineEvent.FineSentToCollection(collection.Date),
        FineCommand.RecordAppeal appeal => new FineEvent.AppealRecorded(appeal.Date, appeal.Activity),
        _ => throw new ArgumentOutOfRangeException(nameof(command), command, "A fine does not know this command."),
    };

    public static Fine Evolve(Fine state, FineEvent @event) => @event switch
    {
        FineEvent.FineCreated created => state with { Created = created.Date, AmountCents = created.AmountCents },
        FineEvent.OffenderNotified notified => state with { Notified = notified.Date },
        FineEvent.PenaltyAdded added => state with { PenaltyOn = added.Date },
        FineEvent.PenaltyAssessed assessed => state with { AmountCents = assessed.AmountCents ?? state.AmountCents },
        FineEvent.FinePaid paid => state with { PaidCents = paid.TotalCents, Payments = state.Payments + 1 },
        FineEvent.FineSentToCollection => state with { IsInCollection = true },
        _ => state,
    };

    /// <summary>The log knows days only; a penalty falls at the start of its day.</summary>
    private static DateTimeOffset DueOf(DateOnly notified) => new DateTimeOffset(notified, TimeOnly.MinValue, TimeSpan.Zero) + PenaltyDelay;

    private static DateOnly DateOf(DateOnly notified) => notified.AddDays(PenaltyDelay.Days);
}
