namespace Actors.Operations;

/// <summary>A page of dead letters.</summary>
/// <param name="Count">How many there are of the kind asked for, on all pages.</param>
/// <param name="DeadLetters">Those of this page, oldest first.</param>
/// <param name="Next">Ask for those after it; <see langword="null"/> on the last page.</param>
public sealed record DeadLetterPage(long Count, IReadOnlyList<DeadLetterEntry> DeadLetters, string? Next);
