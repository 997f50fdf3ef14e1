using Actors.Journal;
using Actors.Projections;

namespace Actors.Persistence.Sql.Projections.Builds;

/// <summary>
/// Which records of a batch really have a fate, in order: applied, set aside, or skipped by a decision. Taken from the lists that are
/// worked on, and not from the one that moves the offsets, so that a record which was lost, doubled or moved between the two is told.
/// </summary>
internal static class GivenRecords
{
    public static List<JournalRecord> Of(ProjectionBatch batch)
    {
        var given = new List<JournalRecord>(batch.Records.Count);
        var (applied, parked, skipped) = (0, 0, 0);
        foreach (var record in batch.Records)
        {
            for (; applied < batch.Applied.Count && IsSame(batch.Applied[applied], record); applied++)
            {
                given.Add(batch.Applied[applied]);
            }

            for (; parked < batch.Parked.Count && IsSame(batch.Parked[parked].Record, record); parked++)
            {
                given.Add(batch.Parked[parked].Record);
            }

            for (; skipped < batch.Skipped.Count && IsSame(batch.Skipped[skipped], record); skipped++)
            {
                given.Add(batch.Skipped[skipped]);
            }
        }

        given.AddRange(batch.Applied.Skip(applied)); // Whatever is in no order is told by being at the end.
        given.AddRange(batch.Parked.Skip(parked).Select(p => p.Record));
        given.AddRange(batch.Skipped.Skip(skipped));
        return given;
    }

    private static bool IsSame(JournalRecord one, JournalRecord other) => one.Sequence == other.Sequence && one.Shard == other.Shard;
}
