namespace Actors.Operations;

/// <summary>The ingresses of a node.</summary>
/// <param name="Ingresses">Their lanes, by ingress and lane.</param>
public sealed record IngressList(IReadOnlyList<IngressStatus> Ingresses);
