namespace Actors.Operations;

/// <summary>One durable timer that waits.</summary>
/// <param name="Entity">Its entity.</param>
/// <param name="Name">Its name.</param>
/// <param name="Due">When it fires, in UTC.</param>
/// <param name="Command">The command that then arrives.</param>
public sealed record TimerInfo(string Entity, string Name, DateTimeOffset Due, string Command);
