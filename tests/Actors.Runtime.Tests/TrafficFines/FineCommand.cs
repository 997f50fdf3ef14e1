namespace Actors.Runtime.Tests.TrafficFines;

/// <summary>The commands of a <see cref="Fine"/>.</summary>
public abstract record FineCommand
{
    /// <summary>Something happened that neither money nor time hangs on.</summary>
    public sealed record Record(string Activity) : FineCommand;

    /// <summary>The offender was notified today.</summary>
    public sealed record Notify : FineCommand;

    /// <summary>The timer's own command.</summary>
    public sealed record AddPenalty : FineCommand;

    /// <summary>Money came in.</summary>
    public sealed record Pay(long Cents) : FineCommand;
}
