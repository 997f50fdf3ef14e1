namespace Actors.Projections;

/// <summary>How a switch to another build went.</summary>
/// <param name="IsDone">Whether readers see the other build.</param>
/// <param name="Outcome">Why not, for people; <see langword="null"/> when it is done.</param>
/// <param name="Waited">How long the active build stood still.</param>
/// <param name="Exchanged">How long the exchange of names took, which is what readers may have waited for.</param>
/// <param name="Offsets">The one offset of both builds in each shard; a shard not yet read is absent.</param>
public sealed record ProjectionSwitch(
    bool IsDone, string? Outcome, TimeSpan Waited, TimeSpan Exchanged, IReadOnlyList<ShardProgress> Offsets)
{
    /// <summary>A switch that did not happen.</summary>
    public static ProjectionSwitch Refused(string why, TimeSpan waited) => new(false, why, waited, TimeSpan.Zero, []);
}
