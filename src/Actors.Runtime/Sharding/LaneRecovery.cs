using Actors.Journal;
using Actors.Sharding;

namespace Actors.Runtime.Sharding;

/// <summary>Rebuilds what a claimed shard knows of its lanes: the checkpoint and the records after it.</summary>
internal static class LaneRecovery
{
    private const int ReadMax = 1000;

    /// <summary>Reads the lanes as of the claim's head.</summary>
    /// <exception cref="JournalUnavailableException">The journal cannot be reached.</exception>
    /// <exception cref="FormatException">The checkpoint was written by a later version, or is damaged.</exception>
    public static async Task<LaneLedger> Read(IJournal journal, ShardClaim claim, CancellationToken cancellationToken)
    {
        var lanes = LaneLedger.FromCheckpoint(claim.Checkpoint);
        var place = claim.Checkpoint?.AsOf ?? SequenceNumber.None;
        while (place < claim.Head.Head)
        {
            var records = await journal.Read(claim.Head.Shard, place, ReadMax, cancellationToken).ConfigureAwait(false);
            foreach (var record in records)
            {
                lanes.Replay(record);
                place = record.Sequence;
            }
        }

        return lanes;
    }
}
