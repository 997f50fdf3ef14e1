namespace Actors.Hosting.Operator.Nodes;

/// <summary>Another node gave no answer.</summary>
/// <param name="message">Why, to be read after the name of the node.</param>
internal sealed class NodeSilentException(string message) : Exception(message);
