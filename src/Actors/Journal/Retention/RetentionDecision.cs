namespace Actors.Journal.Retention;

/// <summary>Decides what may be removed. Pure: stores only carry it out.</summary>
public static class RetentionDecision
{
    /// <summary>How far the log of a shard may be removed: no farther than anybody still needs it.</summary>
    /// <param name="compacted">Up to here every record is filed under its entity.</param>
    /// <param name="checkpoint">From here on a new owner reads the log to know what is done.</param>
    /// <param name="read">Up to here every reader has read it.</param>
    public static SequenceNumber LogLimit(SequenceNumber compacted, SequenceNumber checkpoint, SequenceNumber read) =>
        new(Math.Min(compacted.Value, Math.Min(checkpoint.Value, read.Value)));

    /// <summary>
    /// How many pieces of history of one or more entities may go: only from the first on and without a gap, only whole, and only if
    /// a record goes that has not gone before.
    /// </summary>
    /// <param name="pieces">Pieces in order of their last records; they may overlap.</param>
    /// <param name="limits">The limit of each entity.</param>
    /// <param name="logRemovedUpTo">Only what has left the log may leave the histories.</param>
    public static int Pieces(
        IReadOnlyList<IReadOnlyList<JournalRecord>> pieces, Func<EntityKey, HistoryLimit?> limits, SequenceNumber logRemovedUpTo)
    {
        var (count, isWorthIt) = (0, false);
        while (count < pieces.Count && pieces[count].All(record => MayGo(record, limits, logRemovedUpTo)))
        {
            isWorthIt |= pieces[count++].Any(record => record.Kind != RecordKind.Removed);
        }

        return isWorthIt ? count : 0;
    }

    // What stands for removed records is replaced by what stands for more of them.
    private static bool MayGo(JournalRecord record, Func<EntityKey, HistoryLimit?> limits, SequenceNumber logRemovedUpTo) =>
        record.Sequence <= logRemovedUpTo
        && (record.Kind == RecordKind.Removed || (limits(record.Entity) is { } limit && limit.Allows(record)));
}
