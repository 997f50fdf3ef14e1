using Actors.Journal;
using Actors.Sharding;
using Xunit;

namespace Actors.TestKit.Contracts;

/// <summary>What every <see cref="IOffsetStore"/> does.</summary>
/// <typeparam name="TSource">Gives the database.</typeparam>
public abstract class OffsetStoreContract<TSource> : StoreContract<TSource>
    where TSource : IStoreSource, new()
{
    private static readonly ReaderName Reader = new("order-list");

    [Fact]
    public async Task Offsets_are_kept_by_reader_and_shard()
    {
        await Store.Offsets.Save(Reader, Offsets((1, 10), (2, 20)), None);
        await Store.Offsets.Save(new ReaderName("other"), Offsets((1, 99)), None);
        await Store.Offsets.Save(Reader, Offsets((2, 21), (3, 0)), None);
        await Store.Offsets.Save(Reader, Offsets(), None);
        await Reopen();
        Assert.Equal(Offsets((1, 10), (2, 21), (3, 0)), await Store.Offsets.Load(Reader, None));
        Assert.Empty(await Store.Offsets.Load(new ReaderName("unknown"), None));
    }

    [Fact]
    public async Task A_lower_offset_is_passed_over()
    {
        await Store.Offsets.Save(Reader, Offsets((1, 10)), None);
        await Store.Offsets.Save(Reader, Offsets((1, 9)), None);
        Assert.Equal(Offsets((1, 10)), await Store.Offsets.Load(Reader, None));
    }

    private static Dictionary<ShardId, long> Offsets(params (int Shard, long Value)[] offsets) =>
        offsets.ToDictionary(offset => new ShardId(offset.Shard), offset => offset.Value);
}
