using Actors.Journal;
using Actors.Reactions;
using Actors.Schema;
using Actors.Sharding;
using Actors.TestKit.Simulation.Journaling;

namespace Actors.TestKit.Simulation.Lanes;

/// <summary>The log of one shard, as a reader of its events sees it.</summary>
internal sealed class ShardLog(SimulatedJournal journal, ActorModel model, ShardId shard)
{
    public ShardId Shard => shard;

    public long End => journal.Head(shard).Head.Value;

    public JournalRecord Record(long record) => journal.Record(shard, record);

    /// <summary>The event of a record with its place, or <see langword="null"/> when it is none.</summary>
    public (object Event, EventContext Context)? EventOf(long record)
    {
        var read = Record(record);
        return model.EventOf(read) is { } @event
            ? (@event, new EventContext(read.Entity, shard, read.Sequence, read.Version, read.Time, read.Metadata.Origin))
            : null;
    }

    /// <summary>What a command says whose cause is a record of this log.</summary>
    public Origin OriginOf(long record) => Record(record).Metadata.Origin with { CausationId = $"{shard}:{record}" };
}
