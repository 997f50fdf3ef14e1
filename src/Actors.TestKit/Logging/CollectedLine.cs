using Microsoft.Extensions.Logging;

namespace Actors.TestKit.Logging;

/// <summary>A message that was logged.</summary>
/// <param name="Source">Who logged it, where <see cref="CollectedLog.Of"/> tells several apart; empty otherwise.</param>
/// <param name="Category">The logger's category.</param>
/// <param name="Level">How important it is.</param>
/// <param name="Text">The message with its values.</param>
/// <param name="Exception">What it tells about; <see langword="null"/> for none.</param>
public sealed record CollectedLine(string Source, string Category, LogLevel Level, string Text, Exception? Exception)
{
    /// <summary>The level, the text and the exception in one line.</summary>
    public override string ToString() => $"{(Source.Length == 0 ? string.Empty : $"{Source} ")}{Level}: {Text} {Exception}".TrimEnd();
}
