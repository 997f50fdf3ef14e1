using Actors.Sharding;

namespace Actors.Tests.Sharding;

/// <summary>Journals depend on these values. If one of these tests fails, mend the hash, never the test.</summary>
public sealed class StableHashTests
{
    [Theory]
    [InlineData("order", "1", 4783054748786067117, 45)]
    [InlineData("order", "1001", 14794468019906469486, 46)]
    [InlineData("order", "536365", 2171598116449525497, 57)]
    [InlineData("stock-item", "85123A", 3423689050365296398, 14)]
    [InlineData("payment", "a/b", 13734464499129108319, 31)]
    [InlineData("customer-account", "Grüße", 3223087229946002557, 61)]
    [InlineData("x", "日本語", 16378625990906828366, 14)]
    [InlineData("x", "🙂", 13450129727562913422, 14)]
    public void The_hash_never_changes(string type, string id, ulong hash, int shardOf64)
    {
        Assert.Equal(hash, StableHash.Compute(type, id));
        Assert.Equal(new ShardId(shardOf64), ShardCount.Default.ShardOf(new EntityKey(new EntityType(type), new EntityId(id))));
    }

    [Fact]
    public void The_hash_of_the_longest_id_never_changes() =>
        Assert.Equal(12793743383241298174, StableHash.Compute("a", new string('x', EntityId.LengthMax)));

    [Fact]
    public void Type_and_id_cannot_run_into_each_other() =>
        Assert.NotEqual(StableHash.Compute("ab", "c"), StableHash.Compute("a", "bc"));

    [Theory]
    [InlineData("order-{0}")]
    [InlineData("{0}")]
    [InlineData("customer/{0:D8}/x")]
    public void Numbered_ids_spread_evenly_over_the_shards(string form)
    {
        const int Ids = 64_000;
        var counts = new int[ShardCount.Default.Value];
        for (var i = 0; i < Ids; i++)
        {
            var id = new EntityId(string.Format(System.Globalization.CultureInfo.InvariantCulture, form, i));
            counts[ShardCount.Default.ShardOf(new EntityKey(new EntityType("order"), id)).Value]++;
        }

        // 1,000 each on average, with a standard deviation of 31 if the hash is as good as chance: six of them is far out.
        Assert.All(counts, count => Assert.InRange(count, 810, 1190));
    }
}
