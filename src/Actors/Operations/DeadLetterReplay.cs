namespace Actors.Operations;

/// <summary>How the replay of a dead letter went.</summary>
/// <param name="Id">The letter.</param>
/// <param name="Result">What became of it.</param>
/// <param name="Detail">Why, for people.</param>
public sealed record DeadLetterReplay(string Id, DeadLetterReplayResult Result, string Detail);
