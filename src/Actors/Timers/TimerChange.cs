using Actors.Schema;

namespace Actors.Timers;

/// <summary>A timer set or cancelled, in the form in which it stands in a journal record.</summary>
/// <param name="Name">The timer's name within its entity.</param>
/// <param name="Due">When it fires, in UTC; <see langword="null"/> when it was cancelled or has fired.</param>
/// <param name="Command">The wire name of the command; <see langword="null"/> when it was cancelled or has fired.</param>
/// <param name="Payload">The encoded command; empty when it was cancelled or has fired.</param>
public sealed record TimerChange(string Name, DateTimeOffset? Due, WireName? Command, ReadOnlyMemory<byte> Payload);
