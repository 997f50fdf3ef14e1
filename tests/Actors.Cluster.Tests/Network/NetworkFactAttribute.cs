namespace Actors.Cluster.Tests.Network;

/// <summary>A test that needs network namespaces; it is skipped, with the reason, where there can be none.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class NetworkFactAttribute : FactAttribute
{
    public NetworkFactAttribute() => Skip = VirtualNetwork.WhyNot;
}
