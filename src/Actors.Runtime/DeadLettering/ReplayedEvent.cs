using Actors.Journal;

namespace Actors.Runtime.DeadLettering;

/// <summary>An event that a reaction or a side effect failed on, to be handled once more.</summary>
/// <param name="Record">The event's record.</param>
/// <param name="Handle">Lets its reader handle it again, and gives the commands that follow.</param>
internal sealed record ReplayedEvent(JournalRecord Record, Func<CancellationToken, Task<IReadOnlyList<OutgoingCommand>>> Handle);
