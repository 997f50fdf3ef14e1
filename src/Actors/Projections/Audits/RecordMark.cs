using Actors.Journal;

namespace Actors.Projections.Audits;

/// <summary>What tells one record of a shard from every other: its place, and whose it is.</summary>
/// <param name="Sequence">Its place in the shard.</param>
/// <param name="EntityHash">The hash of its entity.</param>
public readonly record struct RecordMark(SequenceNumber Sequence, ulong EntityHash)
{
    /// <summary>The mark of a record.</summary>
    public static RecordMark Of(JournalRecord record) => new(record.Sequence, record.Entity.Hash);
}
