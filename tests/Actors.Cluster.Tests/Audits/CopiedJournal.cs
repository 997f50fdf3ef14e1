using Actors.Journal;
using Actors.Sharding;
using Actors.Timers;

namespace Actors.Cluster.Tests.Audits;

/// <summary>A copy of a journal in memory, into which faults can be planted. It can only be read.</summary>
internal sealed class CopiedJournal : IJournal
{
    private readonly List<ShardHead>[] _heads;
    private readonly List<JournalRecord>[] _records;
    private int _looks;

    private CopiedJournal(List<ShardHead> heads, List<JournalRecord>[] records)
    {
        _heads = [heads, [.. heads]];
        _records = records;
    }

    public ShardCount ShardCount => new(_records.Length);

    /// <summary>The records of each shard.</summary>
    public IReadOnlyList<List<JournalRecord>> Records => _records;

    /// <summary>What is told of the shards at the first look and at all later ones.</summary>
    public (List<ShardHead> First, List<ShardHead> Later) HeadsTold => (_heads[0], _heads[1]);

    /// <summary>Copies a journal that nobody writes to.</summary>
    public static async Task<CopiedJournal> Of(IJournal journal)
    {
        var heads = (await journal.Heads([.. journal.ShardCount.All], default)).ToList();
        var records = new List<JournalRecord>[heads.Count];
        foreach (var head in heads)
        {
            records[head.Shard.Value] = [.. await journal.Read(head.Shard, SequenceNumber.None, int.MaxValue, default)];
            Assert.Equal(head.Head.Value, records[head.Shard.Value].Count);
        }

        return new CopiedJournal(heads, records);
    }

    /// <summary>Another copy.</summary>
    public CopiedJournal Copy() => new([.. _heads[0]], [.. _records.Select(r => r.ToList())]);

    public Task<IReadOnlyList<ShardHead>> Heads(IReadOnlyList<ShardId> shards, CancellationToken cancellationToken)
    {
        var told = _heads[Math.Min(_looks++, 1)];
        return Task.FromResult<IReadOnlyList<ShardHead>>([.. shards.Select(s => told[s.Value])]);
    }

    public Task<IReadOnlyList<JournalRecord>> Read(ShardId shard, SequenceNumber after, int limit, CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlyList<JournalRecord>>([.. _records[shard.Value].Where(r => r.Sequence > after).Take(limit)]);

    public Task<IReadOnlyList<ShardClaim>> TryClaim(IReadOnlyList<ShardHead> expected, string owner, CancellationToken cancellationToken) =>
        throw new NotSupportedException();

    public Task Release(ShardId shard, Epoch epoch, TimeSpan unserved, CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task<IReadOnlyList<ShardId>> Commit(IReadOnlyList<ShardCommit> commits, CancellationToken cancellationToken) =>
        throw new NotSupportedException();

    public Task<IReadOnlyList<IReadOnlyList<JournalRecord>>> ReadEntities(
        IReadOnlyList<EntityPosition> positions, CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task<IReadOnlyList<ScheduledTimer>> DueTimers(
        IReadOnlyList<ShardId> shards, DateTimeOffset until, int limit, CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task<DateTimeOffset?> NextTimer(IReadOnlyList<ShardId> shards, CancellationToken cancellationToken) => throw new NotSupportedException();
}
