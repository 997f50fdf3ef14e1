namespace Actors.Persistence.Sql.Blocks;

/// <summary>How far a shard's log is removed, and what else bounds it.</summary>
/// <param name="Removed">The last record that was removed; 0 when none was.</param>
/// <param name="Mark">The last record that is compacted.</param>
/// <param name="Checkpoint">The last record that the lane checkpoint covers; 0 when there is none.</param>
internal sealed record RemovalPlace(long Removed, long Mark, long Checkpoint);
