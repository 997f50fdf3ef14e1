namespace Actors;

/// <summary>Where a command comes from.</summary>
/// <param name="Lane">The ordered source.</param>
/// <param name="Position">The command's place on it.</param>
/// <param name="Floor">
/// A promise of the sender: every command of the lane at or below the floor has been acknowledged as durable and will not be
/// needed again. It lets shards forget positions; a sender that raises it too early loses commands.
/// </param>
public readonly record struct LaneStamp(Lane Lane, LanePosition Position, LanePosition Floor)
{
    /// <summary>
    /// The run of commands that it belongs to: those that a sender sends to one shard one after the other until one is refused or
    /// lost. 0 means that their order does not matter.
    /// </summary>
    public long Run { get; init; }

    /// <summary>
    /// Its place in the run, from 0. A shard takes the turns of a run without a gap and refuses the rest, so that nothing overtakes a
    /// command that was lost with a broken connection, or came before the shard had moved to where it was sent.
    /// </summary>
    public int Turn { get; init; }
}
