namespace Actors.Operations;

/// <summary>One line of a node's log.</summary>
/// <param name="Number">Counts the lines of the process, from 1.</param>
/// <param name="Time">When, in UTC.</param>
/// <param name="Level">Its level, such as <c>Warning</c>.</param>
/// <param name="Category">The part that wrote it.</param>
/// <param name="Message">What it says, with its exception's type and message where it has one.</param>
public sealed record LogLine(long Number, DateTimeOffset Time, string Level, string Category, string Message);
