using Actors.Journal;
using Actors.Runtime.Supervision;
using Actors.Sharding;
using Microsoft.Extensions.Logging;

namespace Actors.Runtime.Sharding;

/// <summary>
/// Brings a group of shard commits into the journal, however long the journal is away. Gives up only where another owner has
/// fenced a shard. A commit whose answer was lost is settled by reading the shards' heads: they tell whether it is in.
/// </summary>
internal sealed class BatchCommitter(IJournal journal, HealthBoard health, TimeProvider time, ILogger logger)
{
    /// <summary>The journal on the health board.</summary>
    public const string Part = "journal";

    /// <summary>Commits.</summary>
    /// <returns>The shards that were fenced; everything else is durable.</returns>
    public async Task<IReadOnlyList<FencedShard>> Commit(IReadOnlyList<ShardCommit> commits, CancellationToken cancellationToken)
    {
        var backoff = new RestartBackoff(TimeSpan.FromMilliseconds(20), TimeSpan.FromSeconds(1), time);
        var fenced = new List<FencedShard>();
        var remaining = commits;
        var isRetry = false;
        while (remaining.Count > 0)
        {
            try
            {
                if (isRetry)
                {
                    remaining = await Settle(remaining, fenced, isRetry, cancellationToken).ConfigureAwait(false);
                }

                var refused = remaining.Count == 0 ? [] : await journal.Commit(remaining, cancellationToken).ConfigureAwait(false);
                remaining = [.. remaining.Where(c => refused.Contains(c.Shard))];
                if (refused.Count > 0)
                {
                    // An earlier try whose answer was lost may have come in meanwhile: only the heads tell who stands in the way.
                    remaining = await Settle(remaining, fenced, isRetry, cancellationToken).ConfigureAwait(false);
                }

                health.Healthy(Part);
                if (isRetry)
                {
                    logger.JournalAvailable();
                }
            }
            catch (JournalUnavailableException exception)
            {
                health.Unhealthy(Part, exception.Message);
                logger.JournalUnavailable(exception.Message);
                isRetry = true;
                await backoff.Wait(cancellationToken).ConfigureAwait(false);
            }
        }

        return fenced;
    }

    /// <summary>Sorts commits by what the heads say: in, fenced, or to be tried again.</summary>
    private async Task<IReadOnlyList<ShardCommit>> Settle(
        IReadOnlyList<ShardCommit> commits, List<FencedShard> fenced, bool isRetry, CancellationToken cancellationToken)
    {
        var heads = await journal.DurableHeads([.. commits.Select(c => c.Shard)], cancellationToken).ConfigureAwait(false);
        var again = new List<ShardCommit>();
        for (var i = 0; i < commits.Count; i++)
        {
            switch (CommitSettlement.Of(commits[i], heads[i], isRetry))
            {
                case SettledCommit.Again:
                    again.Add(commits[i]);
                    break;
                case SettledCommit.Fenced:
                    fenced.Add(new FencedShard(heads[i], IsUncertain: false));
                    break;
                case SettledCommit.FencedUncertain:
                    fenced.Add(new FencedShard(heads[i], IsUncertain: true));
                    break;
                case SettledCommit.Stored:
                    break;
            }
        }

        return again;
    }
}
