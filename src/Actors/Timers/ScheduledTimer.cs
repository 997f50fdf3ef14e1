using Actors.Journal;
using Actors.Schema;

namespace Actors.Timers;

/// <summary>A timer that waits to fire. <see cref="SetAt"/> tells this setting from an earlier or later one of the same name.</summary>
/// <param name="Entity">The entity it belongs to.</param>
/// <param name="Name">Its name within the entity.</param>
/// <param name="SetAt">The record that set it, in the entity's shard.</param>
/// <param name="Due">When it fires, in UTC.</param>
/// <param name="Command">The wire name of the command that then arrives.</param>
/// <param name="Payload">The encoded command.</param>
public sealed record ScheduledTimer(
    EntityKey Entity, string Name, SequenceNumber SetAt, DateTimeOffset Due, WireName Command, ReadOnlyMemory<byte> Payload);
