using Actors.Journal;

namespace Actors.Projections;

/// <summary>Records of one or several shards, and what a build shall do with each, in one transaction.</summary>
/// <param name="Records">All of them, those of one shard in order and without gaps: the offsets move to the last of each shard.</param>
/// <param name="Applied">Those to apply, in the same order.</param>
/// <param name="Parked">Those to set aside. What is neither applied nor parked is skipped.</param>
public sealed record ProjectionBatch(
    IReadOnlyList<JournalRecord> Records, IReadOnlyList<JournalRecord> Applied, IReadOnlyList<ParkedRecord> Parked)
{
    /// <summary>A batch that is applied as a whole.</summary>
    public static ProjectionBatch Of(IReadOnlyList<JournalRecord> records) => new(records, records, []);
}
