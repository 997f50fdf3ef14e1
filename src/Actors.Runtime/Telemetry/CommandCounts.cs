namespace Actors.Runtime.Telemetry;

/// <summary>
/// Counts the replies of one shard host. Written by that host's loop alone, without locks or listeners, and read at any time: so
/// counting costs the same nanosecond whether somebody listens or not.
/// </summary>
internal sealed class CommandCounts
{
    private const int Padding = 8; // Keeps the counts of two hosts off one cache line.
    private readonly long[] _counts = new long[Padding + Names.Count + Padding];

    /// <summary>The outcomes, in the order of their counts.</summary>
    public static IReadOnlyList<string> Names { get; } =
        ["accepted", "rejected", "repeated", "already_done", "parked", "retry", "viewed", "quarantined"];

    /// <summary>Counts one reply.</summary>
    public void Add(in CommandReply reply) => _counts[Padding + IndexOf(reply)]++;

    /// <summary>How many replies had an outcome of <see cref="Names"/>.</summary>
    public long this[int index] => Volatile.Read(ref _counts[Padding + index]);

    private static int IndexOf(in CommandReply reply) => reply.Kind switch
    {
        ReplyKind.Completed => reply.Outcome!.IsAccepted ? 0 : 1,
        ReplyKind.Repeated => 2,
        ReplyKind.AlreadyDone => 3,
        ReplyKind.Parked => 4,
        ReplyKind.Retry => 5,
        ReplyKind.Viewed => 6,
        _ => 7,
    };
}
