using Actors.Timers;

namespace Actors.Schema;

/// <summary>A <see cref="Decision{TEvent}"/> without its type parameter.</summary>
/// <param name="Events">The events, in order.</param>
/// <param name="Rejection">The rejection, or <see langword="null"/>.</param>
/// <param name="Timers">The timers to set and cancel, in order.</param>
public readonly record struct UntypedDecision(
    IReadOnlyList<object> Events, Rejection? Rejection, IReadOnlyList<TimerRequest> Timers);
