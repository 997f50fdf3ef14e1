using Actors.Journal;
using Actors.Journal.Retention;
using Actors.Sharding;
using Actors.Timers;

namespace Actors.TestKit.InMemory;

/// <summary>The journal of an <see cref="InMemoryStore"/>.</summary>
internal sealed class InMemoryJournal(InMemoryTables tables, InMemoryFaults faults, ShardCount shardCount) : IJournal
{
    public ShardCount ShardCount => shardCount;

    public Task<IReadOnlyList<ShardClaim>> TryClaim(
        IReadOnlyList<ShardHead> expected, string owner, CancellationToken cancellationToken) => Run<IReadOnlyList<ShardClaim>>(
        () =>
        {
            var claims = new List<ShardClaim>();
            foreach (var row in expected.Where(head => tables.Shard(head.Shard).Epoch == head.Epoch).Select(head => tables.Shard(head.Shard)))
            {
                TimeSpan? unserved = row.LeftAt is { } left ? tables.Clock.GetElapsedTime(left) : null;
                (row.Owner, row.Epoch, row.LeftAt) = (owner, row.Epoch.Next, null);
                claims.Add(new ShardClaim(row.Head, row.Checkpoint) { Unserved = unserved });
            }

            tables.Announce();
            return claims;
        },
        cancellationToken);

    public Task Release(ShardId shard, Epoch epoch, TimeSpan unserved, CancellationToken cancellationToken) => Run(
        () =>
        {
            var row = tables.Shard(shard);
            if (row.Epoch == epoch && row.Owner is not null)
            {
                row.Owner = null;
                row.LeftAt = tables.Clock.GetTimestamp() - (long)(unserved.TotalSeconds * tables.Clock.TimestampFrequency);
            }

            tables.Announce();
            return true;
        },
        cancellationToken);

    public Task<IReadOnlyList<ShardId>> Commit(IReadOnlyList<ShardCommit> commits, CancellationToken cancellationToken)
    {
        InMemoryCommit.Check(commits);
        return Run<IReadOnlyList<ShardId>>(
            () => faults.Write(() =>
            {
                faults.BeforeCommit();
                var fenced = commits.Where(commit => !InMemoryCommit.Apply(tables, commit)).Select(commit => commit.Shard).ToList();
                faults.AfterCommit();
                return fenced;
            }),
            cancellationToken);
    }

    public Task<IReadOnlyList<ShardHead>> Heads(IReadOnlyList<ShardId> shards, CancellationToken cancellationToken) =>
        Run<IReadOnlyList<ShardHead>>(() => [.. shards.Select(shard => tables.Shard(shard).Head)], cancellationToken);

    public Task<IReadOnlyList<JournalRecord>> Read(ShardId shard, SequenceNumber after, int limit, CancellationToken cancellationToken) =>
        Run<IReadOnlyList<JournalRecord>>(
            () =>
            {
                var (records, removed) = (tables.Shard(shard).Records, tables.Shard(shard).Removed);
                if (after.Value < removed)
                {
                    throw new LogRemovedException(shard, after, new SequenceNumber(removed));
                }

                var start = (int)Math.Min(after.Value - removed, records.Count);
                return records.GetRange(start, Math.Min(limit, records.Count - start));
            },
            cancellationToken);

    public Task<IReadOnlyList<IReadOnlyList<JournalRecord>>> ReadEntities(
        IReadOnlyList<EntityPosition> positions, CancellationToken cancellationToken) =>
        Run<IReadOnlyList<IReadOnlyList<JournalRecord>>>(
            () => [.. positions.Select(position =>
                (tables.Entities.GetValueOrDefault(position.Entity) ?? []).Where(record => record.Sequence > position.After).Take(position.Limit).ToList())],
            cancellationToken);

    public Task<IReadOnlyList<ScheduledTimer>> DueTimers(
        IReadOnlyList<ShardId> shards, DateTimeOffset until, int limit, CancellationToken cancellationToken) =>
        Run<IReadOnlyList<ScheduledTimer>>(
            () => [.. Timers(shards).Where(timer => timer.Due <= until).OrderBy(timer => timer.Due).ThenBy(timer => timer.SetAt).Take(limit)],
            cancellationToken);

    public Task<DateTimeOffset?> NextTimer(IReadOnlyList<ShardId> shards, CancellationToken cancellationToken) =>
        Run(() => Timers(shards).Min(timer => (DateTimeOffset?)timer.Due), cancellationToken);

    private IEnumerable<ScheduledTimer> Timers(IReadOnlyList<ShardId> shards) =>
        shards.Distinct().SelectMany(shard => tables.Shard(shard).Timers.Values);

    private Task<T> Run<T>(Func<T> work, CancellationToken cancellationToken) =>
        InMemoryTransaction.Run(tables, faults, work, cancellationToken);
}
