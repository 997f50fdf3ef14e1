using Actors.Journal;
using Actors.Journal.Retention;
using Actors.Sharding;
using Xunit;

namespace Actors.TestKit.Contracts;

/// <summary>What every <see cref="IJournalUpkeep.Retain"/> keeps to: what may not go stays, and who comes too late is told.</summary>
/// <typeparam name="TSource">Gives the database; its store should compact tails of at most 100 records.</typeparam>
public abstract class JournalRetentionContract<TSource> : StoreContract<TSource>
    where TSource : IStoreSource, new()
{
    private const int CommitRecords = 100;
    private const int Commits = 6;
    private const long All = CommitRecords * Commits;
    private static readonly ShardId One = new(1);
    private static readonly IReadOnlyList<EntityKey> Entities = Sample.Entities(One, Shards, 10);
    private static readonly EveryPolicy Everything = new(DateTimeOffset.MaxValue, _ => DateTimeOffset.MaxValue);

    [Fact]
    public async Task The_log_goes_up_to_where_all_have_read_it_and_no_farther()
    {
        var head = await Fill();
        var before = await Journal.Read(One, SequenceNumber.None, int.MaxValue, None);
        Assert.True(await Retain(head, Everything, readUpTo: 350) > 0);
        var removed = (await Assert.ThrowsAsync<LogRemovedException>(() => Journal.Read(One, SequenceNumber.None, 10, None))).UpTo;
        Assert.InRange(removed.Value, 1, 350);
        await Assert.ThrowsAsync<LogRemovedException>(() => Journal.Read(One, new SequenceNumber(removed.Value - 1), 10, None));
        RecordAssert.Equal([.. before.Skip((int)removed.Value)], await Journal.Read(One, removed, int.MaxValue, None));
        await Reopen();
        RecordAssert.Equal([.. before.Skip((int)removed.Value)], await Journal.Read(One, removed, int.MaxValue, None));
    }

    [Fact]
    public async Task Who_has_read_nothing_is_told_also_when_the_whole_log_has_gone()
    {
        var head = await Fill();
        await Retain(head, Everything, readUpTo: All);
        var error = await Assert.ThrowsAsync<LogRemovedException>(() => Journal.Read(One, SequenceNumber.None, 10, None));
        Assert.Equal((One, All), (error.Shard, error.UpTo.Value));
        Assert.Contains("removed by retention", error.Message, StringComparison.Ordinal);
        Assert.Empty(await Journal.Read(One, new SequenceNumber(All), 10, None));
        var commit = Sample.Commit(head, 5);
        await Commit(commit);
        RecordAssert.Equal(commit.Records, await Journal.Read(One, head.Head, 10, None));
    }

    [Fact]
    public async Task Nothing_goes_that_a_new_owner_reads_to_know_its_lanes()
    {
        var head = await Fill(checkpointUpTo: 220);
        await Retain(head, Everything, readUpTo: All);
        var claim = await Journal.Claim(One, "node-2", None);
        Assert.Equal(220, claim.Checkpoint!.AsOf.Value);
        Assert.Equal(All - 220, (await Journal.Read(One, claim.Checkpoint.AsOf, int.MaxValue, None)).Count);
    }

    [Fact]
    public async Task Nothing_goes_without_a_checkpoint_and_nothing_that_is_young()
    {
        var head = await Fill(checkpointUpTo: 0);
        Assert.Equal(0, await Retain(head, Everything, readUpTo: All));
        var young = new EveryPolicy(Sample.Time, _ => DateTimeOffset.MaxValue);
        Assert.Equal(0, await Retain(await Fill(head), young, readUpTo: 2 * All));
        Assert.Equal(2 * All, (await Journal.Read(One, SequenceNumber.None, int.MaxValue, None)).Count);
    }

    [Fact]
    public async Task An_owner_that_has_lost_its_shard_removes_nothing()
    {
        var head = await Fill();
        await SaveSnapshots(All);
        await Claim(One, "node-2");
        Assert.Equal(0, await Retain(head, Everything, readUpTo: All));
        Assert.Equal(All, (await Journal.Read(One, SequenceNumber.None, int.MaxValue, None)).Count);
    }

    [Fact]
    public async Task Histories_stay_whole_while_nothing_lets_them_go()
    {
        var head = await Fill();
        var before = await Histories();
        await SaveSnapshots(All);
        await Retain(head, new EveryPolicy(DateTimeOffset.MaxValue, _ => null), readUpTo: All);
        await AssertHistories(before);
        await Retain(head, new EveryPolicy(DateTimeOffset.MaxValue, _ => Sample.Time), readUpTo: All);
        await AssertHistories(before);
        await Reopen();
        await AssertHistories(before);
    }

    [Fact]
    public async Task What_stands_for_removed_records_carries_the_snapshot()
    {
        var head = await Fill();
        var before = await Histories();
        await SaveSnapshots(350, Entities[2], Entities[3]);
        Assert.True(await Retain(head, Everything, readUpTo: All) > 0);
        await Store.Snapshots.Clear(None);
        for (var round = 0; round < 2; round++)
        {
            var after = await Histories();
            for (var i = 0; i < Entities.Count; i++)
            {
                if (i is 2 or 3)
                {
                    AssertRemoved(before[i], after[i], SnapshotOf(Entities[i], 350));
                }
                else
                {
                    RecordAssert.Equal(before[i], after[i]);
                }
            }

            await Reopen();
        }
    }

    [Fact]
    public async Task Removal_goes_on_from_step_to_step_and_changes_nothing_twice()
    {
        var head = await Fill();
        var before = await Histories();
        for (var asOf = 150L; asOf <= All; asOf += 150)
        {
            await SaveSnapshots(asOf);
            await Retain(head, Everything, readUpTo: asOf);
            Assert.Equal(0, await Retain(head, Everything, readUpTo: asOf));
        }

        var after = await Histories();
        foreach (var (entity, old, now) in Entities.Zip(before, after))
        {
            AssertRemoved(old, now, SnapshotOf(entity, All));
            Assert.Single(now);
        }

        await Commit(Sample.Commit(head, 10, Entities[0]));
        Assert.Equal(11, (await Histories())[0].Count);
    }

    [Fact]
    public async Task Two_who_remove_at_once_remove_the_same()
    {
        var head = await Fill();
        var before = await Histories();
        await SaveSnapshots(500);
        await Task.WhenAll(Enumerable.Range(0, 3).Select(_ => Retain(head, Everything, readUpTo: 500)));
        foreach (var (entity, old, now) in Entities.Zip(before, await Histories()))
        {
            AssertRemoved(old, now, SnapshotOf(entity, 500));
        }
    }

    [Fact]
    public async Task Removal_runs_beside_commits_and_compaction()
    {
        var head = await Fill();
        await SaveSnapshots(All);
        using var done = new CancellationTokenSource();
        var removal = Task.Run(async () =>
        {
            while (!done.IsCancellationRequested)
            {
                await Retain(head, Everything, readUpTo: All);
            }
        });
        var next = await Fill(head);
        await done.CancelAsync();
        await removal;
        var histories = await Histories();
        Assert.All(histories, history => Assert.Equal(history, history.DistinctBy(r => r.Sequence).OrderBy(r => r.Sequence)));
        Assert.Equal(All, histories.Sum(history => history.Count(r => r.Sequence.Value > All)));
        Assert.Equal(2 * All, next.Head.Value);
    }

    private static Snapshot SnapshotOf(EntityKey entity, long asOf) =>
        new(entity, new SequenceNumber(asOf), new EntityVersion(asOf), new byte[] { 1, 2, (byte)asOf });

    private static void AssertRemoved(IReadOnlyList<JournalRecord> before, IReadOnlyList<JournalRecord> after, Snapshot snapshot)
    {
        var standIn = after[0];
        Assert.Equal((RecordKind.Removed, snapshot.Entity), (standIn.Kind, standIn.Entity));
        Assert.True(standIn.Sequence <= snapshot.AsOf);
        Assert.Equal(before.Single(r => r.Sequence == standIn.Sequence).Version, standIn.Version);
        RecordAssert.Equal([.. before.Where(r => r.Sequence > standIn.Sequence)], [.. after.Skip(1)]);
        var carried = RemovedRecords.Snapshot(standIn);
        Assert.Equal(snapshot with { Image = default }, carried with { Image = default });
        Assert.Equal(snapshot.Image.ToArray(), carried.Image.ToArray());
    }

    private async Task<ShardHead> Fill(ShardHead? start = null, long checkpointUpTo = long.MaxValue)
    {
        var head = start ?? await Claim(One);
        var random = new Random(1);
        for (var i = 0; i < Commits; i++)
        {
            var first = head.Head.Value + 1;
            var commit = Sample.Commit(head, CommitRecords) with
            {
                Records = [.. Enumerable.Range(0, CommitRecords).Select(n => Sample.Record(One, first + n, Entities[random.Next(Entities.Count)]))],
            };
            var asOf = new SequenceNumber(Math.Min(checkpointUpTo, commit.NewHead.Value));
            await Commit(asOf.Value == 0 ? commit : commit with { Checkpoint = new LaneCheckpoint(asOf, new byte[] { 1 }) });
            head = Sample.After(head, commit);
            while ((await Store.Upkeep.Compact([.. Shards.All], None)).MoreWaits)
            {
            }
        }

        return head;
    }

    private Task SaveSnapshots(long asOf, params EntityKey[] entities) =>
        Store.Snapshots.Save([.. (entities.Length == 0 ? Entities : entities).Select(entity => SnapshotOf(entity, asOf))], None);

    private async Task<long> Retain(ShardHead head, IRetentionPolicy policy, long readUpTo)
    {
        var request = new RetentionRequest { Shard = One, Epoch = head.Epoch, ReadUpTo = new SequenceNumber(readUpTo), Policy = policy };
        var removed = 0L;
        while (true)
        {
            var progress = await Store.Upkeep.Retain(request, None);
            removed += progress.LogRecords + progress.HistoryRecords;
            if (!progress.MoreWaits)
            {
                return removed;
            }

            request = request with { Cursor = progress.Cursor };
        }
    }

    private Task<IReadOnlyList<IReadOnlyList<JournalRecord>>> Histories() =>
        Journal.ReadEntities([.. Entities.Select(entity => new EntityPosition(entity, SequenceNumber.None))], None);

    private async Task AssertHistories(IReadOnlyList<IReadOnlyList<JournalRecord>> expected)
    {
        foreach (var (before, after) in expected.Zip(await Histories()))
        {
            RecordAssert.Equal(before, after);
        }
    }

    /// <summary>Lets every entity's records of before a time go, up to its snapshot.</summary>
    private sealed record EveryPolicy(DateTimeOffset LogBefore, Func<EntityKey, DateTimeOffset?> Before) : IRetentionPolicy
    {
        public HistoryLimit? LimitOf(Snapshot snapshot) =>
            Before(snapshot.Entity) is { } before ? new HistoryLimit(snapshot.AsOf, before, snapshot.Version) : null;
    }
}
