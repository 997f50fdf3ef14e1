namespace Actors.Operations;

/// <summary>How a replay of several dead letters went.</summary>
/// <param name="Replayed">How many were handled, or had been before.</param>
/// <param name="Parked">How many wait in the queue of their parked entity from now on.</param>
/// <param name="Failed">How many could not be handled and wait on.</param>
/// <param name="Failures">The first of those, with the reason.</param>
/// <param name="Next">The last letter that was looked at, when there may be more: replay again after it.</param>
public sealed record DeadLetterReplays(int Replayed, int Parked, int Failed, IReadOnlyList<DeadLetterReplay> Failures, string? Next);
