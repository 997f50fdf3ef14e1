namespace Actors.Runtime.Telemetry;

/// <summary>
/// Draws a share of the stories: evenly spread, so that any stretch of them has the share, and in no step with a load that repeats
/// itself. Thread-safe.
/// </summary>
internal static class StoryDraw
{
    private const ulong GoldenRatio = 0x9E37_79B9_7F4A_7C15; // Its multiples fill the range of a number evenly (Weyl's sequence).
    private static ulong _place;

    /// <summary>Whether the next story is drawn.</summary>
    /// <param name="share">The share, from 0 to below 1.</param>
    public static bool Next(double share) => Interlocked.Add(ref _place, GoldenRatio) < share * ulong.MaxValue;
}
