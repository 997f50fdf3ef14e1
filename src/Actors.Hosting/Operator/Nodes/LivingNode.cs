namespace Actors.Hosting.Operator.Nodes;

/// <summary>A node that an operator's question may concern.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Address">Where its HTTP interface is; <see langword="null"/> when it did not tell.</param>
/// <param name="IsSelf">Whether it is the node that was asked.</param>
internal sealed record LivingNode(string Name, Uri? Address, bool IsSelf);
