namespace Actors.Journal;

/// <summary>
/// The journal's store cannot be reached, is locked or has no room. Time may heal it: the caller waits and tries again, after a
/// failed commit only once it has read the shards' heads.
/// </summary>
/// <param name="message">What happened, to what, and what to do.</param>
/// <param name="innerException">The store's own error.</param>
public sealed class JournalUnavailableException(string message, Exception? innerException = null) : Exception(message, innerException);
