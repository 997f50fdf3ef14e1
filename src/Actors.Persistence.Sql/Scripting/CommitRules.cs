using Actors.Journal;
using Actors.Timers;

namespace Actors.Persistence.Sql.Scripting;

/// <summary>What both databases demand of commits before they touch a table.</summary>
internal static class CommitRules
{
    /// <summary>Refuses commits that would break the journal: two of one shard, none or wrongly numbered records.</summary>
    /// <exception cref="ArgumentException">The commits break a rule of <see cref="ShardCommit"/>.</exception>
    public static void Check(IReadOnlyList<ShardCommit> commits)
    {
        var seen = new HashSet<int>(commits.Count);
        foreach (var commit in commits)
        {
            if (!seen.Add(commit.Shard.Value))
            {
                throw new ArgumentException($"Shard {commit.Shard} has two commits in one call.", nameof(commits));
            }

            CheckRecords(commit);
        }
    }

    /// <summary>The last setting of each timer: within one statement PostgreSQL cannot replace a row twice.</summary>
    public static IReadOnlyList<ScheduledTimer> LastSettings(IReadOnlyList<ScheduledTimer> timers)
    {
        if (timers.Count < 2)
        {
            return timers;
        }

        var last = new Dictionary<(EntityKey, string), ScheduledTimer>(timers.Count);
        foreach (var timer in timers)
        {
            last[(timer.Entity, timer.Name)] = timer;
        }

        return [.. last.Values];
    }

    private static void CheckRecords(ShardCommit commit)
    {
        if (commit.Records.Count == 0)
        {
            throw new ArgumentException($"The commit of shard {commit.Shard} has no records.", nameof(commit));
        }

        var expected = commit.ExpectedHead;
        foreach (var record in commit.Records)
        {
            expected = expected.Next;
            if (record.Sequence != expected || record.Shard != commit.Shard)
            {
                throw new ArgumentException(
                    $"Record {record.Shard}:{record.Sequence} stands where {commit.Shard}:{expected} belongs.", nameof(commit));
            }
        }
    }
}
