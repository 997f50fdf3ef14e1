namespace Actors.Cluster.Tests.Network;

/// <summary>A theory that needs network namespaces; it is skipped, with the reason, where there can be none.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class NetworkTheoryAttribute : TheoryAttribute
{
    public NetworkTheoryAttribute() => Skip = VirtualNetwork.WhyNot;
}
