namespace Actors.Operations;

/// <summary>Gives a dead letter up.</summary>
/// <param name="Reason">Why; never empty.</param>
public sealed record DeadLetterDiscard(string Reason);
