namespace Actors.Cluster.Tests.Network;

/// <summary>A test that needs network namespaces; it is skipped, with the reason, where there can be none.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class NetworkFactAttribute : FactAttribute
{
    /// <param name="nightly">Whether it runs with <c>--nightly</c> only.</param>
    public NetworkFactAttribute(bool nightly = false) => Skip = ReasonToSkip(nightly);

    /// <summary>Why a test cannot run, or shall not run by day; <see langword="null"/> where it runs.</summary>
    internal static string? ReasonToSkip(bool nightly) =>
        nightly && Environment.GetEnvironmentVariable("ACTORS_NIGHTLY") != "1" ? "Runs with --nightly." : VirtualNetwork.WhyNot;
}
