using Actors.Journal;

namespace Actors.Sharding;

/// <summary>What a shard's head tells about a commit whose fate is unknown: its answer was lost, or the journal refused it.</summary>
internal static class CommitSettlement
{
    /// <summary>Judges a commit by the head that was read after its last try.</summary>
    /// <param name="commit">The commit.</param>
    /// <param name="head">The shard's row.</param>
    /// <param name="isRetry">Whether the answer to some try was lost.</param>
    public static SettledCommit Of(ShardCommit commit, ShardHead head, bool isRetry)
    {
        if (head.Epoch == commit.Epoch && head.Head == commit.ExpectedHead)
        {
            return SettledCommit.Again;
        }

        if (head.Epoch == commit.Epoch && head.Head == commit.NewHead)
        {
            return SettledCommit.Stored;
        }

        // A try whose answer was lost may have come in before the new owner claimed: the head cannot tell whose records those are.
        return isRetry && head.Head >= commit.NewHead ? SettledCommit.FencedUncertain : SettledCommit.Fenced;
    }
}
