using Actors.Reactions;

namespace Actors.TestKit.Simulation.Lanes;

/// <summary>A reaction that follows the log of one shard: each event leads to commands for other entities.</summary>
internal sealed class ReactionSource(ShardLog log, Reaction reaction) : ILaneSource
{
    public Lane Lane { get; } = new($"reaction:{reaction.Name}:{log.Shard}");

    public long End => log.End;

    public bool IsPure => true;

    public IReadOnlyList<OutgoingCommand> Read(long record) =>
        log.EventOf(record) is var (@event, context) ? reaction.React(@event, context) : [];

    public int CountOf(long record) => Read(record).Count;

    public Origin OriginOf(long record) => log.OriginOf(record);
}
