using Actors.Journal;
using Actors.Sharding;
using Actors.TestKit.Simulation.Journaling;

namespace Actors.TestKit.Simulation.Nodes;

/// <summary>A shard that a node has claimed and whose lanes it reads, some records at a time.</summary>
internal sealed class ClaimInHand(ShardClaim claim)
{
    private readonly LaneLedger _lanes = LaneLedger.FromCheckpoint(claim.Checkpoint);
    private SequenceNumber _place = claim.Checkpoint?.AsOf ?? SequenceNumber.None;

    public ShardClaim Claim => claim;

    /// <summary>Goes one step further; gives the machine when the lanes are known.</summary>
    public ShardMachine? Advance(SimulatedJournal journal, EntityMemory memory, ShardOptions options)
    {
        if (_place < claim.Head.Head)
        {
            if (!journal.IsAway)
            {
                foreach (var record in journal.Read(claim.Head.Shard, _place, 50))
                {
                    _lanes.Replay(record);
                    _place = record.Sequence;
                }
            }

            return null;
        }

        return new ShardMachine(claim, _lanes, memory, options);
    }
}
