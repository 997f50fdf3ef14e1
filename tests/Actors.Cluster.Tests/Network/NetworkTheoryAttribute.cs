namespace Actors.Cluster.Tests.Network;

/// <summary>A theory that needs network namespaces; it is skipped, with the reason, where there can be none.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class NetworkTheoryAttribute : TheoryAttribute
{
    /// <param name="nightly">Whether it runs with <c>--nightly</c> only.</param>
    public NetworkTheoryAttribute(bool nightly = false) => Skip = NetworkFactAttribute.ReasonToSkip(nightly);
}
