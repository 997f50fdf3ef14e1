using Actors.Sharding;

namespace Actors.Journal;

/// <summary>Claims for those who ask nobody: tests, tools, and a node that is alone with its journal.</summary>
public static class JournalClaiming
{
    /// <summary>Takes one shard, whoever has it: reads its row and tries until it is the first to raise the epoch it has read.</summary>
    /// <param name="journal">The journal.</param>
    /// <param name="shard">The shard.</param>
    /// <param name="owner">The new owner's name.</param>
    /// <param name="cancellationToken">Gives up; the claim may or may not have happened.</param>
    /// <exception cref="JournalUnavailableException">The store cannot be reached; the claim may or may not have happened.</exception>
    public static async Task<ShardClaim> Claim(this IJournal journal, ShardId shard, string owner, CancellationToken cancellationToken)
    {
        while (true)
        {
            var heads = await journal.Heads([shard], cancellationToken).ConfigureAwait(false);
            if (await journal.TryClaim(heads, owner, cancellationToken).ConfigureAwait(false) is [var claim])
            {
                return claim;
            }
        }
    }
}
