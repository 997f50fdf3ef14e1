namespace Actors.Membership.Wire;

/// <summary>A message as it came over the link.</summary>
/// <param name="Envelope">The message, without a place for its reply.</param>
/// <param name="Remaining">How long its sender still waits, from the moment it was sent.</param>
internal readonly record struct WireEnvelope(Envelope Envelope, TimeSpan Remaining);
