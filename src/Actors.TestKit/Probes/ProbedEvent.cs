using Actors.Journal;

namespace Actors.TestKit.Probes;

/// <summary>An event that a probe has seen.</summary>
/// <param name="Entity">Whose event it is.</param>
/// <param name="Event">The event.</param>
/// <param name="Record">Its record in the journal, with its place, time and origin.</param>
internal sealed record ProbedEvent(EntityKey Entity, object Event, JournalRecord Record);
