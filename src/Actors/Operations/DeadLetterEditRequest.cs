namespace Actors.Operations;

/// <summary>Asks that a waiting dead letter is replayed with something else than the original.</summary>
/// <param name="Edit">What shall be different.</param>
/// <param name="Change">Why, and whether only to say what would happen.</param>
public sealed record DeadLetterEditRequest(DeadLetterChange Edit, ChangeRequest Change);
