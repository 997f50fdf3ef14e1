namespace Actors.Journal.Retention;

/// <summary>
/// Which records of an entity may be removed. All conditions must hold at once, besides those that no setting lifts: a snapshot holds
/// what they led to, every reader of the journal has passed them, and no parked command waits in them.
/// </summary>
public sealed record RetentionCriteria
{
    /// <summary>
    /// How long a record stays at least, by the time at which its command was received. A retried command gets its first answer for as
    /// long; later it is only told that it took effect. Default: 30 days.
    /// </summary>
    public TimeSpan KeepFor { get; init; } = TimeSpan.FromDays(30);

    /// <summary>
    /// How many of the newest events before the entity's snapshot stay at least. Default 0: all before the snapshot may go. Those after
    /// it always stay.
    /// </summary>
    public long KeepEvents { get; init; }

    /// <summary>What is wrong with the criteria, one sentence each.</summary>
    public IEnumerable<string> Faults()
    {
        if (KeepFor < TimeSpan.Zero || KeepFor > RetentionOptions.AgeMax)
        {
            yield return $"{nameof(KeepFor)} is {KeepFor:c}; use 0 to {RetentionOptions.AgeMax:c}.";
        }

        if (KeepEvents is < 0 or > 1_000_000_000)
        {
            yield return $"{nameof(KeepEvents)} is {KeepEvents}; use 0 to 1,000,000,000.";
        }
    }
}
