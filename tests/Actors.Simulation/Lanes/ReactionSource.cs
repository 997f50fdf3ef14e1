using Actors.Journal;
using Actors.Sharding;
using Actors.Simulation.Entities;
using Actors.Simulation.Journaling;

namespace Actors.Simulation.Lanes;

/// <summary>The log of one shard, as the reaction reads it: each event leads to commands for other entities.</summary>
internal sealed class ReactionSource(SimulatedJournal journal, ShardId shard) : ILaneSource
{
    public Lane Lane { get; } = new($"reaction:{shard}");

    public long End => journal.Head(shard).Head.Value;

    public IReadOnlyList<OutgoingCommand> CommandsOf(long record)
    {
        var read = journal.Read(shard, new SequenceNumber(record - 1), 1)[0];
        return read.Kind == RecordKind.Event
            ? TestModel.React(TestModel.Of(read.Entity).Messages.Decode(read.Type, read.Payload.Span))
            : [];
    }
}
