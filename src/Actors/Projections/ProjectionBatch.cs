using Actors.Journal;

namespace Actors.Projections;

/// <summary>Records of one or several shards, and what a build shall do with each, in one transaction.</summary>
/// <param name="Records">All of them, those of one shard in order and without gaps: the offsets move to the last of each shard.</param>
/// <param name="Applied">Those to apply, in the same order.</param>
/// <param name="Parked">Those to set aside, in the same order.</param>
public sealed record ProjectionBatch(
    IReadOnlyList<JournalRecord> Records, IReadOnlyList<JournalRecord> Applied, IReadOnlyList<ParkedRecord> Parked)
{
    /// <summary>
    /// Those to leave out because somebody decided so, in the same order. Every record is applied, set aside or skipped: one that is in none
    /// of the three lists was lost, and audits find it.
    /// </summary>
    public IReadOnlyList<JournalRecord> Skipped { get; init; } = [];

    /// <summary>A batch that is applied as a whole.</summary>
    public static ProjectionBatch Of(IReadOnlyList<JournalRecord> records) => new(records, records, []);
}
