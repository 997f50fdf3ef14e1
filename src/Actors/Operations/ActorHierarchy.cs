namespace Actors.Operations;

/// <summary>What lives in the memory of a node.</summary>
/// <param name="Node">The node.</param>
/// <param name="Hosts">Its loops.</param>
public sealed record ActorHierarchy(string Node, IReadOnlyList<ShardHostInfo> Hosts);
