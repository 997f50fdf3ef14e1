namespace Actors.Streams.Publishing;

/// <summary>Records could not be published; publish them again later.</summary>
/// <param name="message">Which sink, and what it says.</param>
/// <param name="innerException">The cause, if any.</param>
public sealed class SinkUnavailableException(string message, Exception? innerException = null) : Exception(message, innerException);
