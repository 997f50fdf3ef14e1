using Actors.Journal;
using Actors.Sharding;
using Actors.Timers;

namespace Actors.Benchmarks.Databases;

/// <summary>Takes every commit at once and keeps nothing of it. One owner.</summary>
internal sealed class ForgetfulJournal : IJournal
{
    public ShardCount ShardCount => ShardCount.Default;

    public Task<IReadOnlyList<ShardClaim>> TryClaim(
        IReadOnlyList<ShardHead> expected, string owner, CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlyList<ShardClaim>>(
            [.. expected.Select(head => new ShardClaim(head with { Owner = owner, Epoch = head.Epoch.Next }, null))]);

    public Task Release(ShardId shard, Epoch epoch, TimeSpan unserved, CancellationToken cancellationToken) => Task.CompletedTask;

    public Task<IReadOnlyList<ShardId>> Commit(IReadOnlyList<ShardCommit> commits, CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlyList<ShardId>>([]);

    public Task<IReadOnlyList<ShardHead>> Heads(IReadOnlyList<ShardId> shards, CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlyList<ShardHead>>([.. shards.Select(shard => new ShardHead(shard, null, Epoch.None, SequenceNumber.None))]);

    public Task<IReadOnlyList<JournalRecord>> Read(ShardId shard, SequenceNumber after, int limit, CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlyList<JournalRecord>>([]);

    public Task<IReadOnlyList<IReadOnlyList<JournalRecord>>> ReadEntities(
        IReadOnlyList<EntityPosition> positions, CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlyList<IReadOnlyList<JournalRecord>>>([.. positions.Select(_ => Array.Empty<JournalRecord>())]);

    public Task<IReadOnlyList<ScheduledTimer>> DueTimers(
        IReadOnlyList<ShardId> shards, DateTimeOffset until, int limit, CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlyList<ScheduledTimer>>([]);

    public Task<DateTimeOffset?> NextTimer(IReadOnlyList<ShardId> shards, CancellationToken cancellationToken) =>
        Task.FromResult<DateTimeOffset?>(null);
}
