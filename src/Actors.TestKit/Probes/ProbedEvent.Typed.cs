using Actors.Journal;

namespace Actors.TestKit.Probes;

/// <summary>An event that a probe has seen.</summary>
/// <typeparam name="TEvent">Its type.</typeparam>
/// <param name="Entity">Whose event it is.</param>
/// <param name="Event">The event.</param>
/// <param name="Record">Its record in the journal, with its place, time and origin.</param>
public sealed record ProbedEvent<TEvent>(EntityKey Entity, TEvent Event, JournalRecord Record)
    where TEvent : class;
