namespace Actors.Operations;

/// <summary>An entity that was found in the journal.</summary>
/// <param name="Entity">Its address, such as <c>order/17</c>.</param>
/// <param name="Shard">Its shard.</param>
/// <param name="Version">Its version as of the last of its records that was looked at.</param>
/// <param name="Time">When that record was written, in UTC.</param>
public sealed record EntitySighting(string Entity, int Shard, long Version, DateTimeOffset Time);
