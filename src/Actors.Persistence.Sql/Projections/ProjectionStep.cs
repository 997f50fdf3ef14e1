using Actors.Journal;
using Actors.Sharding;

namespace Actors.Persistence.Sql.Projections;

/// <summary>How the offset of one shard moves by a batch of records.</summary>
/// <param name="Shard">The shard.</param>
/// <param name="Expected">The offset before.</param>
/// <param name="Value">The offset after.</param>
internal readonly record struct ProjectionStep(ShardId Shard, long Expected, long Value)
{
    /// <summary>The steps of a batch, in order of shards, so that two runners meet at the first one.</summary>
    /// <exception cref="ArgumentException">The records of a shard do not follow its offset without a gap.</exception>
    public static List<ProjectionStep> Of(IReadOnlyList<JournalRecord> records, Dictionary<ShardId, long> offsets)
    {
        var steps = new SortedDictionary<ShardId, ProjectionStep>();
        foreach (var record in records)
        {
            if (!steps.TryGetValue(record.Shard, out var step))
            {
                var offset = offsets.GetValueOrDefault(record.Shard);
                step = new ProjectionStep(record.Shard, offset, offset);
            }

            if (record.Sequence.Value != step.Value + 1)
            {
                throw new ArgumentException(
                    $"Record {record.Shard}:{record.Sequence} does not follow offset {step.Value}: start again from the stored offsets.",
                    nameof(records));
            }

            steps[record.Shard] = step with { Value = record.Sequence.Value };
        }

        return [.. steps.Values];
    }
}
