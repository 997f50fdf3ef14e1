using Actors.Journal;

namespace Actors.Sharding;

/// <summary>
/// What the shard machines ask their host to do. The host carries the actions out and clears them after each step.
/// </summary>
internal sealed class ShardActions
{
    /// <summary>Replies to send now: everything they tell is durable.</summary>
    public List<(Envelope Envelope, CommandReply Reply)> Replies { get; } = [];

    /// <summary>Entities to load; each is answered by <see cref="ShardMachine.Loaded"/>.</summary>
    public List<(ShardMachine Machine, EntityKey Key)> Loads { get; } = [];

    /// <summary>Snapshots to save when there is time.</summary>
    public List<Snapshot> Snapshots { get; } = [];

    public void Reply(Envelope envelope, CommandReply reply) => Replies.Add((envelope, reply));
}
