using Actors.Journal;

namespace Actors.TestKit.InMemory;

/// <summary>Applies the commit of one shard to the tables.</summary>
internal static class InMemoryCommit
{
    /// <summary>Refuses commits that break the rules of <see cref="ShardCommit"/>.</summary>
    /// <exception cref="ArgumentException">Two commits of one shard, none or wrongly numbered records.</exception>
    public static void Check(IReadOnlyList<ShardCommit> commits)
    {
        if (commits.Select(commit => commit.Shard).Distinct().Count() != commits.Count)
        {
            throw new ArgumentException("A shard has two commits in one call.", nameof(commits));
        }

        foreach (var commit in commits)
        {
            var numbers = commit.Records.Select(record => record.Sequence.Value - commit.ExpectedHead.Value);
            if (commit.Records.Count == 0
                || !numbers.SequenceEqual(Enumerable.Range(1, commit.Records.Count).Select(number => (long)number))
                || commit.Records.Any(record => record.Shard != commit.Shard))
            {
                throw new ArgumentException($"The records of shard {commit.Shard} are missing or wrongly numbered.", nameof(commits));
            }
        }
    }

    /// <summary>Stores a commit, unless the shard's epoch or head is another.</summary>
    public static bool Apply(InMemoryTables tables, ShardCommit commit)
    {
        var shard = tables.Shard(commit.Shard);
        if (shard.Epoch != commit.Epoch || shard.Head.Head != commit.ExpectedHead || shard.Owner is null)
        {
            return false;
        }

        foreach (var record in commit.Records)
        {
            Append(tables, shard, record with { Message = null, Time = InMemoryTables.Microseconds(record.Time) });
        }

        ApplyTimers(shard, commit);
        foreach (var letter in commit.DeadLetters)
        {
            tables.Add(letter);
        }

        foreach (var letter in commit.DeadLettersResolved)
        {
            tables.Resolve(letter);
        }

        shard.Checkpoint = commit.Checkpoint ?? shard.Checkpoint;
        return true;
    }

    private static void Append(InMemoryTables tables, InMemoryShard shard, JournalRecord record)
    {
        shard.Records.Add(record);
        if (!tables.Entities.TryGetValue(record.Entity, out var records))
        {
            records = [];
            tables.Entities.Add(record.Entity, records);
        }

        records.Add(record);
    }

    private static void ApplyTimers(InMemoryShard shard, ShardCommit commit)
    {
        foreach (var timer in commit.TimersSet)
        {
            shard.Timers[(timer.Entity, timer.Name)] = timer with { Due = InMemoryTables.Microseconds(timer.Due) };
        }

        foreach (var key in commit.TimersCleared)
        {
            if (shard.Timers.TryGetValue((key.Entity, key.Name), out var timer) && timer.SetAt <= key.SetAt)
            {
                shard.Timers.Remove((key.Entity, key.Name));
            }
        }
    }
}
