namespace Actors.Operations;

/// <summary>A dead letter with all that is known about it.</summary>
/// <param name="DeadLetter">The letter.</param>
/// <param name="Fault">Why a replay would fail now, as far as can be told without its entity; <see langword="null"/> when nothing is known against it.</param>
/// <param name="Actions">What was done about it, in order.</param>
public sealed record DeadLetterDetails(DeadLetterEntry DeadLetter, string? Fault, IReadOnlyList<DeadLetterActionEntry> Actions);
