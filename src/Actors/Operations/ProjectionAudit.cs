namespace Actors.Operations;

/// <summary>What an audit says about one build of a projection, over the shards that it has read.</summary>
/// <param name="Projection">The projection.</param>
/// <param name="Build">The number of the build; 0 where it has no builds.</param>
/// <param name="Records">How many records the journal has up to the build's offsets.</param>
/// <param name="Given">How many it was given.</param>
/// <param name="Compared">Up to how many of them that was compared with the journal.</param>
/// <param name="Skipped">How many records are known to be wrong.</param>
/// <param name="Skips">The first findings, in words.</param>
public sealed record ProjectionAudit(
    string Projection, int Build, long Records, long Given, long Compared, long Skipped, IReadOnlyList<string> Skips);
