namespace Actors.Operations;

/// <summary>A page of a search through the journal.</summary>
/// <param name="Entities">The entities of the records that were looked at, each once.</param>
/// <param name="Looked">How many records were looked at.</param>
/// <param name="NextShard">Where to go on; <see langword="null"/> at the end.</param>
/// <param name="NextAfter">The number of the record in that shard after which to go on.</param>
public sealed record EntitySightings(IReadOnlyList<EntitySighting> Entities, long Looked, int? NextShard, long NextAfter);
