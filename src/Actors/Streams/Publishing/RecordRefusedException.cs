namespace Actors.Streams.Publishing;

/// <summary>
/// At least one of the records can never be published as it is, because it is too large or of a wrong form: trying the same again does not
/// help, leaving it out does. Some of the others may be there.
/// </summary>
/// <param name="message">Which sink, and what it says.</param>
/// <param name="innerException">The cause, if any.</param>
public sealed class RecordRefusedException(string message, Exception? innerException = null) : Exception(message, innerException);
