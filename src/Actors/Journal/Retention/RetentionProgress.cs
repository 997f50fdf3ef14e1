namespace Actors.Journal.Retention;

/// <summary>What one step of removal did.</summary>
/// <param name="LogRecords">How many records it removed from the shard's log.</param>
/// <param name="HistoryRecords">How many it removed from the histories of entities.</param>
/// <param name="Cursor">Where the next step goes on.</param>
/// <param name="MoreWaits">Whether there may be more to do; otherwise the shard is done.</param>
public readonly record struct RetentionProgress(long LogRecords, long HistoryRecords, long? Cursor, bool MoreWaits);
