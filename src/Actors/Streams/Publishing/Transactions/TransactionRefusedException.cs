namespace Actors.Streams.Publishing.Transactions;

/// <summary>The sink refused a step of a transaction, which took no effect. The transaction is to be aborted and may be tried again.</summary>
/// <param name="message">Which sink, and what it says.</param>
/// <param name="innerException">The cause, if any.</param>
public sealed class TransactionRefusedException(string message, Exception? innerException = null) : Exception(message, innerException);
