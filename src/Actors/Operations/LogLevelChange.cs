namespace Actors.Operations;

/// <summary>Asks a node to keep more or fewer lines of its log.</summary>
/// <param name="Level">The lowest level that is kept: Trace, Debug, Information, Warning, Error, Critical or None.</param>
/// <param name="Change">Why, and whether only to say what would happen.</param>
public sealed record LogLevelChange(string Level, ChangeRequest Change);
