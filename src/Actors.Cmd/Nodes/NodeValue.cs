namespace Actors.Cmd.Nodes;

/// <summary>What one node answered.</summary>
/// <param name="Node">The node.</param>
/// <param name="Value">Its answer.</param>
internal sealed record NodeValue<T>(string Node, T Value);
