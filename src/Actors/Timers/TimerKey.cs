using Actors.Journal;

namespace Actors.Timers;

/// <summary>Names one setting of a timer.</summary>
/// <param name="Entity">The entity it belongs to.</param>
/// <param name="Name">Its name within the entity.</param>
/// <param name="SetAt">The record that set it.</param>
public sealed record TimerKey(EntityKey Entity, string Name, SequenceNumber SetAt);
