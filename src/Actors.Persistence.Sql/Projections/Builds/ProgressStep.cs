using Actors.Projections;
using Actors.Projections.Audits;
using Actors.Sharding;

namespace Actors.Persistence.Sql.Projections.Builds;

/// <summary>How a build's progress in one shard moves by a batch of records.</summary>
/// <param name="Shard">The shard.</param>
/// <param name="Expected">The offset before.</param>
/// <param name="Value">The offset after.</param>
/// <param name="Given">All that the build was given up to there.</param>
internal sealed record ProgressStep(ShardId Shard, long Expected, long Value, RecordFold Given)
{
    /// <summary>The steps of a batch, in order of shards, so that two runners meet at the first one.</summary>
    /// <param name="batch">The batch.</param>
    /// <param name="offsets">The offsets before.</param>
    /// <param name="folds">What the build was given before.</param>
    /// <exception cref="ArgumentException">The records of a shard do not follow its offset without a gap.</exception>
    public static IReadOnlyList<ProgressStep> Of(
        ProjectionBatch batch, Dictionary<ShardId, long> offsets, Dictionary<ShardId, RecordFold> folds)
    {
        var steps = ProjectionStep.Of(batch.Records, offsets);
        var given = new Dictionary<ShardId, RecordFold>();
        foreach (var record in batch.Given())
        {
            given[record.Shard] = given.GetValueOrDefault(record.Shard, folds.GetValueOrDefault(record.Shard)).Add(record);
        }

        return [.. steps.Select(s => new ProgressStep(
            s.Shard, s.Expected, s.Value, given.GetValueOrDefault(s.Shard, folds.GetValueOrDefault(s.Shard))))];
    }
}
