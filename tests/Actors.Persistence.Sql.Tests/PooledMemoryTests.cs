using Actors.Persistence.Sql.Blocks;

namespace Actors.Persistence.Sql.Tests;

public sealed class PooledMemoryTests
{
    [Theory]
    [InlineData(1, 100)]
    [InlineData(2, 10_000)]
    [InlineData(3, 100_000)]
    [InlineData(4, 700_000)]
    public void No_two_places_overlap_until_the_memory_is_used_again(int seed, int largest)
    {
        var random = new Random(seed);
        var lengths = Enumerable.Range(0, 200).Select(_ => random.Next(largest)).ToArray();
        var memory = new PooledMemory();
        for (var round = 0; round < 3; round++)
        {
            var places = lengths.Select(length => memory.Take(length)).ToArray();
            for (var i = 0; i < places.Length; i++)
            {
                places[i].AsSpan().Fill((byte)i);
            }

            Assert.All(places.Select((place, i) => (place, i)), p => Assert.False(p.place.AsSpan().ContainsAnyExcept((byte)p.i)));
            memory.Reuse();
        }

        memory.Return();
    }
}
