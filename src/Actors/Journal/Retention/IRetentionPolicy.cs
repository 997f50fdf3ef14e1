namespace Actors.Journal.Retention;

/// <summary>What the application says about removal, as of one moment. Thread-safe, pure.</summary>
public interface IRetentionPolicy
{
    /// <summary>Records of before this time may leave the log of their shard.</summary>
    DateTimeOffset LogBefore { get; }

    /// <summary>
    /// How much of an entity's history may go, given its newest snapshot; <see langword="null"/> when nothing may, as when the entity
    /// could not be recovered from this snapshot.
    /// </summary>
    HistoryLimit? LimitOf(Snapshot snapshot);
}
