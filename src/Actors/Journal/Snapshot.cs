namespace Actors.Journal;

/// <summary>An entity's image as of one record. Never needed for correctness: without it the entity is replayed from its first event, or from what stands for its removed ones.</summary>
/// <param name="Entity">The entity.</param>
/// <param name="AsOf">The last record of its shard that the image includes.</param>
/// <param name="Version">The entity's version.</param>
/// <param name="Image">The encoded image; the core writes and reads it, the store only keeps it.</param>
public sealed record Snapshot(EntityKey Entity, SequenceNumber AsOf, EntityVersion Version, ReadOnlyMemory<byte> Image);
