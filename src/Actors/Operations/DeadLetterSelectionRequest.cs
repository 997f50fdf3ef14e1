namespace Actors.Operations;

/// <summary>Asks that several waiting dead letters are replayed or given up.</summary>
/// <param name="Selection">Which ones.</param>
/// <param name="Change">Why, and whether only to say what would happen.</param>
public sealed record DeadLetterSelectionRequest(DeadLetterSelection Selection, ChangeRequest Change);
