using Actors.Journal;

namespace Actors;

/// <summary>An entity as it was once.</summary>
/// <param name="State">Its state then.</param>
/// <param name="Version">How many events it had had.</param>
/// <param name="Sequence">The last of its records that is included; <see cref="SequenceNumber.None"/> when there is none.</param>
/// <param name="Time">The time of that record, in UTC; <see langword="null"/> when there is none.</param>
public sealed record ReplayedEntity(object State, EntityVersion Version, SequenceNumber Sequence, DateTimeOffset? Time);
