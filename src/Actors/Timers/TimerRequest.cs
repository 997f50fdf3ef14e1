namespace Actors.Timers;

/// <summary>What a decision asks of a timer: to set it (<see cref="Due"/> and <see cref="Command"/>) or to cancel it (neither).</summary>
/// <param name="Name">The timer's name within its entity.</param>
/// <param name="Due">When it fires, in UTC; <see langword="null"/> cancels.</param>
/// <param name="Command">The command that then arrives; <see langword="null"/> cancels.</param>
public sealed record TimerRequest(string Name, DateTimeOffset? Due, object? Command);
