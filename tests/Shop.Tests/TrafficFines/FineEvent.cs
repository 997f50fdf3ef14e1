namespace Shop.Tests.TrafficFines;

public abstract record FineEvent
{
    private FineEvent()
    {
    }

    public sealed record FineCreated(DateOnly Date, long? AmountCents) : FineEvent;

    public sealed record FineSent(DateOnly Date, long? ExpenseCents) : FineEvent;

    public sealed record OffenderNotified(DateOnly Date) : FineEvent;

    public sealed record PenaltyAdded(DateOnly Date) : FineEvent;

    public sealed record PenaltyAssessed(DateOnly Date, long? AmountCents) : FineEvent;

    public sealed record FinePaid(DateOnly Date, long Cents, long TotalCents) : FineEvent;

    public sealed record FineSentToCollection(DateOnly Date) : FineEvent;

    public sealed record AppealRecorded(DateOnly Date, string Activity) : FineEvent;
}
