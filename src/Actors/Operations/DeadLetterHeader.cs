namespace Actors.Operations;

/// <summary>A header of a record.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Value">Its value.</param>
public sealed record DeadLetterHeader(string Name, string Value);
