using Actors.Reactions;

namespace Actors.SideEffects;

/// <summary>What a side-effect handler knows besides the event.</summary>
/// <param name="Event">Where the event stands.</param>
/// <param name="IdempotencyKey">
/// The same for every attempt of this side effect, also after a crash or failover; pass it on, so that the world outside can
/// tell a repetition.
/// </param>
/// <param name="Attempt">Which attempt of this process it is, from 1.</param>
public readonly record struct SideEffectContext(EventContext Event, string IdempotencyKey, int Attempt);
