namespace Actors.Operations;

/// <summary>What was done to an ingress.</summary>
/// <param name="Ingress">The ingress.</param>
/// <param name="Lanes">The lanes that it concerned.</param>
public sealed record IngressChange(string Ingress, IReadOnlyList<string> Lanes);
