namespace Actors.Streams;

/// <summary>
/// A partition no longer holds what would have to be read next: it was created anew, or its oldest records were deleted before they
/// were read. Somebody must decide; nothing is skipped silently.
/// </summary>
/// <param name="message">What is wrong with which partition.</param>
/// <param name="resumeAfter">
/// The place after which its remaining records stand, on the same lane; <see langword="null"/> when it was created anew, so that its
/// positions mean other records than before.
/// </param>
public sealed class SourceResetException(string message, LanePosition? resumeAfter) : Exception(message)
{
    /// <summary>Where reading can go on, on the same lane; <see langword="null"/> when it needs a new lane.</summary>
    public LanePosition? ResumeAfter { get; } = resumeAfter;
}
