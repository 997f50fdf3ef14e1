namespace Actors;

/// <summary>
/// A refused command: a value, not an exception. It is journaled like an event, so a retry is refused again in the same way.
/// </summary>
/// <param name="Code">Stable, for machines: lower-case words joined by hyphens, such as <c>stock-exhausted</c>.</param>
/// <param name="Reason">For people: what was refused and why.</param>
public sealed record Rejection(string Code, string Reason);
