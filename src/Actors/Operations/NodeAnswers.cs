namespace Actors.Operations;

/// <summary>What the nodes of a cluster answered to one question: each one that lives, also when it gave no answer.</summary>
/// <param name="Nodes">The answers, by the names of the nodes.</param>
public sealed record NodeAnswers(IReadOnlyList<NodeAnswer> Nodes)
{
    /// <summary>The header in which a node says its name.</summary>
    public const string NodeHeader = "X-Actors-Node";
}
