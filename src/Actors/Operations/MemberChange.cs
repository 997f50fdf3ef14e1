namespace Actors.Operations;

/// <summary>Asks that a member of the cluster leaves or is declared down.</summary>
/// <param name="Node">Its name, or one life of it such as <c>n2#5</c>.</param>
/// <param name="Change">Why, and whether only to say what would happen.</param>
public sealed record MemberChange(string Node, ChangeRequest Change);
