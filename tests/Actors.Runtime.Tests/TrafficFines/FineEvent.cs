namespace Actors.Runtime.Tests.TrafficFines;

/// <summary>The events of a <see cref="Fine"/>.</summary>
public abstract record FineEvent
{
    /// <summary>Something happened that neither money nor time hangs on.</summary>
    public sealed record Recorded(string Activity) : FineEvent;

    /// <summary>The offender was notified.</summary>
    public sealed record Notified : FineEvent;

    /// <summary>Sixty days later a penalty was added.</summary>
    public sealed record PenaltyAdded(DateTimeOffset At) : FineEvent;

    /// <summary>Money came in; the total is of all payments so far.</summary>
    public sealed record Paid(long Cents, long TotalCents) : FineEvent;
}
