using Actors.Journal;
using Actors.Journal.Retention;
using Actors.Schema;
using Actors.Sharding;

namespace Actors.Runtime.Sharding;

/// <summary>
/// Rebuilds what a claimed shard knows of its lanes: the checkpoint and the records after it. At least the newest record is looked at: a
/// version that does not know it must leave the shard to another.
/// </summary>
internal static class LaneRecovery
{
    private const int ReadMax = 1000;

    /// <summary>Reads the lanes as of the claim's head.</summary>
    /// <param name="journal">The journal.</param>
    /// <param name="model">
    /// The application; <see langword="null"/> where there is no other node that may know more: entities with unknown events are
    /// then quarantined alone.
    /// </param>
    /// <param name="claim">The claim.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="JournalUnavailableException">The journal cannot be reached.</exception>
    /// <exception cref="FormatException">The checkpoint was written by a later version, or is damaged.</exception>
    /// <exception cref="UnknownMessageException">An event was written by a later version of the application.</exception>
    public static async Task<LaneLedger> Read(IJournal journal, ActorModel? model, ShardClaim claim, CancellationToken cancellationToken)
    {
        var lanes = LaneLedger.FromCheckpoint(claim.Checkpoint);
        var place = claim.Checkpoint?.AsOf ?? SequenceNumber.None;
        if (place >= claim.Head.Head)
        {
            await CheckNewest(journal, model, claim.Head, cancellationToken).ConfigureAwait(false);
        }

        while (place < claim.Head.Head)
        {
            foreach (var record in await journal.Read(claim.Head.Shard, place, ReadMax, cancellationToken).ConfigureAwait(false))
            {
                place = record.Sequence;
                Check(model, record);
                lanes.Replay(record);
            }
        }

        return lanes;
    }

    private static async Task CheckNewest(IJournal journal, ActorModel? model, ShardHead head, CancellationToken cancellationToken)
    {
        if (model is null || head.Head == SequenceNumber.None)
        {
            return;
        }

        try
        {
            var before = new SequenceNumber(head.Head.Value - 1);
            foreach (var record in await journal.Read(head.Shard, before, 1, cancellationToken).ConfigureAwait(false))
            {
                Check(model, record);
            }
        }
        catch (LogRemovedException)
        {
            // Retention has removed it: a snapshot stands for it, and recovery refuses one that it cannot read.
        }
    }

    private static void Check(ActorModel? model, JournalRecord record)
    {
        if (model?.Knows(record) == false)
        {
            throw new UnknownMessageException(record.Entity.Type, $"{record.Type} of record {record.Shard}:{record.Sequence}");
        }
    }
}
