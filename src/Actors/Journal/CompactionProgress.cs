namespace Actors.Journal;

/// <summary>What one step of compaction did.</summary>
/// <param name="Records">How many records it compacted.</param>
/// <param name="MoreWaits">Whether another step would find work now.</param>
public readonly record struct CompactionProgress(int Records, bool MoreWaits);
