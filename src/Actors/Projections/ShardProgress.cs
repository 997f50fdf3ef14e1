using Actors.Projections.Audits;
using Actors.Sharding;

namespace Actors.Projections;

/// <summary>
/// How far a build has come in one shard. What it was given is kept beside the offset and moved by what was really handed to the handlers,
/// so that an audit can prove that nothing was left out.
/// </summary>
/// <param name="Shard">The shard.</param>
/// <param name="Offset">The last record that took effect.</param>
/// <param name="Given">How many records the build was given, and their fold.</param>
public sealed record ShardProgress(ShardId Shard, long Offset, RecordFold Given)
{
    /// <summary>Whether it was given as many records as its offset says; whether they are the right ones only an audit can tell.</summary>
    public bool IsComplete => Given.Count == Offset;
}
