using Actors.Journal;
using Xunit;

namespace Actors.TestKit.Contracts;

/// <summary>What every <see cref="ISnapshotStore"/> does.</summary>
/// <typeparam name="TSource">Gives the database.</typeparam>
public abstract class SnapshotStoreContract<TSource> : StoreContract<TSource>
    where TSource : IStoreSource, new()
{
    [Fact]
    public async Task Snapshots_are_loaded_in_the_order_asked_for_with_nothing_where_there_is_none()
    {
        await Store.Snapshots.Save([At(1, 5), At(2, 7)], None);
        await Reopen();
        var loaded = await Store.Snapshots.Load([Sample.Entity(2), Sample.Entity(3), Sample.Entity(1)], None);
        Assert.Equal([7, null, 5], loaded.Select(snapshot => snapshot?.AsOf.Value));
        Assert.Equal(At(2, 7) with { Image = default }, loaded[0]! with { Image = default });
        Assert.Equal([2, 7], loaded[0]!.Image.ToArray());
        Assert.Empty(await Store.Snapshots.Load([], None));
    }

    [Fact]
    public async Task A_snapshot_that_is_not_newer_is_passed_over()
    {
        await Store.Snapshots.Save([At(1, 5)], None);
        await Store.Snapshots.Save([At(1, 4), At(2, 1)], None);
        await Store.Snapshots.Save([At(2, 3), At(2, 9), At(2, 4)], None);
        var loaded = await Store.Snapshots.Load([Sample.Entity(1), Sample.Entity(2)], None);
        Assert.Equal([5, 9], loaded.Select(snapshot => snapshot!.AsOf.Value));
    }

    [Fact]
    public async Task Clearing_deletes_all_snapshots()
    {
        await Store.Snapshots.Save([At(1, 5), At(2, 7)], None);
        await Store.Snapshots.Clear(None);
        Assert.Equal([null, null], await Store.Snapshots.Load([Sample.Entity(1), Sample.Entity(2)], None));
    }

    [Fact]
    public async Task Saving_the_same_entities_at_once_keeps_the_newest()
    {
        var saves = Enumerable.Range(1, 8).Select(asOf => Task.Run(() =>
            Store.Snapshots.Save([.. Enumerable.Range(0, 50).OrderBy(i => (i * asOf) % 51).Select(i => At(i, asOf))], None)));
        await Task.WhenAll(saves);
        var loaded = await Store.Snapshots.Load([.. Enumerable.Range(0, 50).Select(Sample.Entity)], None);
        Assert.All(loaded, snapshot => Assert.Equal(8, snapshot!.AsOf.Value));
    }

    private static Snapshot At(int entity, int asOf) => new(
        Sample.Entity(entity), new SequenceNumber(asOf), new EntityVersion(asOf + 1), new[] { (byte)entity, (byte)asOf });
}
