namespace Actors;

/// <summary>What a decision may know besides state and command. Replaying a command gives it the same values.</summary>
/// <param name="Entity">The entity that decides.</param>
/// <param name="Version">The entity's version before the decision.</param>
/// <param name="Time">When the command was received, in UTC with microseconds; the only clock a decision may read.</param>
public readonly record struct DecisionContext(EntityKey Entity, EntityVersion Version, DateTimeOffset Time);
