namespace Actors.Streams.Publishing.Transactions;

/// <summary>
/// A newer publisher has taken the transactional id: another owner of the same shards. This one has published nothing since. If this
/// node still owns the shards, it starts over by itself.
/// </summary>
/// <param name="message">Which sink, and what it says.</param>
/// <param name="innerException">The cause, if any.</param>
public sealed class SinkFencedException(string message, Exception? innerException = null) : Exception(message, innerException);
