using Actors.Journal;
using Actors.Sharding;

namespace Actors.Persistence.Sql.Projections.Builds;

/// <summary>How a build's progress in one shard moves by a batch of records.</summary>
internal sealed record ProgressStep(ShardId Shard, long Expected, long Value, long Records, long Checksum)
{
    /// <summary>The steps of a batch, in order of shards, so that two runners meet at the first one.</summary>
    /// <exception cref="ArgumentException">The records of a shard do not follow its offset without a gap.</exception>
    public static IReadOnlyList<ProgressStep> Of(IReadOnlyList<JournalRecord> records, Dictionary<ShardId, long> offsets)
    {
        var steps = ProjectionStep.Of(records, offsets);
        var counts = new Dictionary<ShardId, (long Records, long Checksum)>();
        foreach (var record in records)
        {
            var (count, checksum) = counts.GetValueOrDefault(record.Shard);
            counts[record.Shard] = (count + 1, checksum + record.Sequence.Value);
        }

        return [.. steps.Select(s => new ProgressStep(s.Shard, s.Expected, s.Value, counts[s.Shard].Records, counts[s.Shard].Checksum))];
    }
}
