using Actors.Journal;

namespace Actors.Persistence.Sql.Blocks;

/// <summary>The beginning of the history of one entity, or of those few that share a hash.</summary>
/// <param name="Hash">The hash.</param>
/// <param name="Snapshots">The newest snapshot of each entity.</param>
/// <param name="Chunks">The first chunks, in order; not opened, because one that is damaged concerns these entities alone.</param>
internal sealed record StoredHistory(long Hash, IReadOnlyList<Snapshot> Snapshots, IReadOnlyList<StoredChunk> Chunks);
