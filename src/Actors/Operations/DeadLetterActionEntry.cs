using Actors.DeadLettering;

namespace Actors.Operations;

/// <summary>Something that was done about a dead letter.</summary>
/// <param name="Kind">What.</param>
/// <param name="Time">When.</param>
/// <param name="Principal">Who, where known.</param>
/// <param name="Note">Why, or how it went.</param>
public sealed record DeadLetterActionEntry(DeadLetterActionKind Kind, DateTime Time, string? Principal, string Note);
