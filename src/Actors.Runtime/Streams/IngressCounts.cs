namespace Actors.Runtime.Streams;

/// <summary>What an ingress has done since this process started it.</summary>
/// <param name="Read">Records read.</param>
/// <param name="Skipped">Records that asked for nothing.</param>
/// <param name="Accepted">Commands accepted.</param>
/// <param name="Rejected">Commands rejected by their entities.</param>
/// <param name="Repeated">Commands that had taken effect before.</param>
/// <param name="DeadLettered">Records that could not be understood, and commands that were parked.</param>
public sealed record IngressCounts(long Read, long Skipped, long Accepted, long Rejected, long Repeated, long DeadLettered)
{
    /// <summary>What two have done together.</summary>
    public static IngressCounts operator +(IngressCounts one, IngressCounts other) => new(
        one.Read + other.Read,
        one.Skipped + other.Skipped,
        one.Accepted + other.Accepted,
        one.Rejected + other.Rejected,
        one.Repeated + other.Repeated,
        one.DeadLettered + other.DeadLettered);
}
