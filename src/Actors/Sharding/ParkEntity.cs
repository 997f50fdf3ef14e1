namespace Actors.Sharding;

/// <summary>
/// A command to an entity's shard instead of the entity: an operator parks it. Needs an <see cref="Envelope.Id"/>, as every command that
/// may be sent twice.
/// </summary>
/// <param name="Reason">Why, for people.</param>
internal sealed record ParkEntity(string Reason);
