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

    /// <summary>
    /// Which records really have a fate, in order: applied, set aside, or skipped by a decision. Taken from the lists that are worked on,
    /// and not from the one that moves the offsets, so that a record which was lost, doubled or moved between the two is told.
    /// </summary>
    public IReadOnlyList<JournalRecord> Given()
    {
        var given = new List<JournalRecord>(Records.Count);
        var (applied, parked, skipped) = (0, 0, 0);
        foreach (var record in Records)
        {
            for (; applied < Applied.Count && IsSame(Applied[applied], record); applied++)
            {
                given.Add(Applied[applied]);
            }

            for (; parked < Parked.Count && IsSame(Parked[parked].Record, record); parked++)
            {
                given.Add(Parked[parked].Record);
            }

            for (; skipped < Skipped.Count && IsSame(Skipped[skipped], record); skipped++)
            {
                given.Add(Skipped[skipped]);
            }
        }

        given.AddRange(Applied.Skip(applied)); // Whatever is in no order is told by being at the end.
        given.AddRange(Parked.Skip(parked).Select(p => p.Record));
        given.AddRange(Skipped.Skip(skipped));
        return given;
    }

    private static bool IsSame(JournalRecord one, JournalRecord other) => one.Sequence == other.Sequence && one.Shard == other.Shard;
}
