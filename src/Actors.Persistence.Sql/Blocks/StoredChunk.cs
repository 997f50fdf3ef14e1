namespace Actors.Persistence.Sql.Blocks;

/// <summary>A chunk as it is stored.</summary>
/// <param name="First">Its first record.</param>
/// <param name="Data">Its bytes.</param>
internal readonly record struct StoredChunk(long First, byte[] Data);
