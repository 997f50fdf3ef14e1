namespace Actors.Cluster.Tests.Network;

/// <summary>How one direction between two places is.</summary>
/// <param name="IsCut">Nothing arrives, and nobody is told.</param>
/// <param name="Delay">How much later everything arrives.</param>
/// <param name="LossPerMille">How many of a thousand packets are lost.</param>
internal sealed record LinkState(bool IsCut = false, TimeSpan Delay = default, int LossPerMille = 0)
{
    /// <summary>Everything arrives, at once.</summary>
    public static LinkState Good { get; } = new();

    /// <summary>Nothing arrives.</summary>
    public static LinkState Cut { get; } = new(IsCut: true);
}
