namespace Actors;

/// <summary>Where a command comes from.</summary>
/// <param name="Lane">The ordered source.</param>
/// <param name="Position">The command's place on it.</param>
/// <param name="Floor">
/// A promise of the sender: every command of the lane at or below the floor has been acknowledged as durable and will not be
/// needed again. It lets shards forget positions; a sender that raises it too early loses commands.
/// </param>
public readonly record struct LaneStamp(Lane Lane, LanePosition Position, LanePosition Floor);
