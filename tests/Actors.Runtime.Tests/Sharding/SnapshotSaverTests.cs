using System.Collections.Concurrent;
using Actors.Journal;
using Actors.Runtime.Sharding;
using Actors.Runtime.Telemetry;
using Actors.TestKit.Time;

namespace Actors.Runtime.Tests.Sharding;

public sealed class SnapshotSaverTests : IDisposable
{
    private readonly HeldStore _store = new();
    private readonly ConcurrentQueue<int> _notSaved = new();
    private readonly NodeMetrics _metrics = new(null, TimeProvider.System);
    private readonly SnapshotSaver _saver;

    public SnapshotSaverTests() => _saver = new SnapshotSaver(_store, _metrics, (count, _) => _notSaved.Enqueue(count));

    public void Dispose() => _metrics.Dispose();

    [Fact]
    public async Task What_came_while_others_were_saved_is_saved_after_them_though_nothing_more_comes()
    {
        Add(1, 2);
        await Eventually.Holds(() => _store.Begun == 1);
        Add(3);
        Add(4);
        _store.Go.Release(2);
        await Eventually.Holds(() => _store.Saved.Count == 4, () => string.Join(' ', _store.Saved));
        Assert.Equal([1, 2, 3, 4], _store.Saved);
        Assert.Equal(2, _store.Begun);
    }

    [Fact]
    public async Task A_fault_costs_its_group_and_no_other()
    {
        _store.FailsAt = 1;
        _store.Go.Release(2);
        Add(1);
        await Eventually.Holds(() => _notSaved.Count == 1);
        Add(2);
        await Eventually.Holds(() => _store.Saved.Count == 1);
        Assert.Equal([2], _store.Saved);
    }

    [Fact]
    public async Task No_more_wait_than_the_bound()
    {
        Add(1);
        await Eventually.Holds(() => _store.Begun == 1);
        Add([.. Enumerable.Range(2, 2_000)]);
        Add(5_000);
        _store.Go.Release(2);
        await Eventually.Holds(() => _store.Saved.Count == 2_001, () => _store.Saved.Count);
        Assert.DoesNotContain(5_000L, _store.Saved);
    }

    private void Add(params int[] numbers) => _saver.Add([.. numbers.Select(Numbered)], CancellationToken.None);

    private static Snapshot Numbered(int number) =>
        new(new EntityKey(new EntityType("note"), new EntityId("n")), new SequenceNumber(number), new EntityVersion(number), default);

    /// <summary>Saves when it is let go.</summary>
    private sealed class HeldStore : ISnapshotStore
    {
        public SemaphoreSlim Go { get; } = new(0);

        public ConcurrentQueue<long> Saved { get; } = new();

        public int Begun { get; private set; }

        public int FailsAt { get; set; }

        public async Task Save(IReadOnlyList<Snapshot> snapshots, CancellationToken cancellationToken)
        {
            Begun++;
            await Go.WaitAsync(cancellationToken);
            if (Begun == FailsAt)
            {
                throw new JournalUnavailableException("The test lets it fail.");
            }

            foreach (var snapshot in snapshots)
            {
                Saved.Enqueue(snapshot.AsOf.Value);
            }
        }

        public Task<IReadOnlyList<Snapshot?>> Load(IReadOnlyList<EntityKey> entities, CancellationToken cancellationToken) => throw new NotSupportedException();

        public Task Clear(CancellationToken cancellationToken) => throw new NotSupportedException();
    }
}
