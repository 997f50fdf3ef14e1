namespace Actors.Streams;

/// <summary>An input is missing, damaged or not of the expected form as a whole. A single bad record is a dead letter instead.</summary>
/// <param name="message">What is wrong with which input, and what to do.</param>
/// <param name="innerException">The cause, if any.</param>
public sealed class SourceUnreadableException(string message, Exception? innerException = null) : Exception(message, innerException);
