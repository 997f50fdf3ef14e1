using Actors.Sharding;

namespace Actors.Projections;

/// <summary>
/// How far a build has come in one shard. The count and the sum are kept beside the offset and moved by what was really handed to the
/// store, so that they prove that nothing was left out: they must be <c>n</c> and <c>n(n+1)/2</c>.
/// </summary>
/// <param name="Shard">The shard.</param>
/// <param name="Offset">The last record that took effect.</param>
/// <param name="Records">How many records the build was given.</param>
/// <param name="Checksum">The sum of their sequence numbers.</param>
public sealed record ShardProgress(ShardId Shard, long Offset, long Records, long Checksum)
{
    /// <summary>Whether every record up to the offset was given to the build, exactly once.</summary>
    public bool IsComplete => Records == Offset && (UInt128)Checksum == (UInt128)Offset * (UInt128)(Offset + 1) / 2;
}
