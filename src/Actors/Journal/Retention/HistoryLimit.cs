namespace Actors.Journal.Retention;

/// <summary>How much of one entity's history may go: records that keep to all three.</summary>
/// <param name="UpTo">Only records up to this one: the snapshot holds them, and none of them is still needed.</param>
/// <param name="Before">Only records of before this time.</param>
/// <param name="VersionMax">Only records up to this version.</param>
public readonly record struct HistoryLimit(SequenceNumber UpTo, DateTimeOffset Before, EntityVersion VersionMax)
{
    /// <summary>Whether a record may go, as far as the entity is concerned.</summary>
    public bool Allows(JournalRecord record) =>
        record.Sequence <= UpTo && record.Time < Before && record.Version.Value <= VersionMax.Value;
}
