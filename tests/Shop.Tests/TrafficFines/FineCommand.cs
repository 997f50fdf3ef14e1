namespace Shop.Tests.TrafficFines;

/// <summary>What can be asked of a fine: one command for each activity of the log that money or time hangs on, one for the rest.</summary>
public abstract record FineCommand
{
    private FineCommand()
    {
    }

    public sealed record CreateFine(DateOnly Date, long? AmountCents) : FineCommand;

    public sealed record SendFine(DateOnly Date, long? ExpenseCents) : FineCommand;

    public sealed record NotifyOffender(DateOnly Date) : FineCommand;

    /// <summary>What the log says about the penalty; it must be what the timer has done, or will do, by itself.</summary>
    public sealed record RecordPenalty(DateOnly Date, long? AmountCents) : FineCommand;

    /// <summary>The timer's own command.</summary>
    public sealed record ApplyPenalty : FineCommand;

    public sealed record PayFine(DateOnly Date, long Cents) : FineCommand;

    public sealed record SendToCollection(DateOnly Date) : FineCommand;

    public sealed record RecordAppeal(DateOnly Date, string Activity) : FineCommand;
}
