using Actors.Journal;
using Actors.Journal.Blocks;
using Actors.Persistence.Sql.Blocks;
using Actors.Schema;
using Actors.Sharding;

namespace Actors.Persistence.Sql.Tests;

/// <summary>The memory of a shard's tail.</summary>
public sealed class BlockSlabTests
{
    private static readonly EntityKey Entity = new(new EntityType("jar"), new EntityId("a"));

    [Theory]
    [InlineData(0, 4000)] // Many in each array, over many arrays.
    [InlineData(3_000, 200)] // About one in each of the first arrays.
    [InlineData(32_000, 40)] // Just below and above what gets an array of its own.
    [InlineData(33_000, 20)]
    public void Blocks_keep_their_bytes_while_others_are_taken_in(int payload, int count)
    {
        var slab = new BlockSlab();
        var blocks = Enumerable.Range(1, count).Select(n => BlockOf(n, payload + (n % 900))).ToList();
        var memory = new PooledMemory();
        var taken = blocks.ConvertAll(block => slab.Take(block.CopyTo(memory.Take(block.Stored.Length))));
        memory.Reuse();
        memory.Take(1 << 18).AsSpan().Fill(0xEE); // What the blocks were in before is no longer theirs.
        for (var i = 0; i < count; i++)
        {
            Assert.Equal((blocks[i].Shard, blocks[i].First, blocks[i].Count), (taken[i].Shard, taken[i].First, taken[i].Count));
            Assert.True(blocks[i].Stored.Span.SequenceEqual(taken[i].Stored.Span), $"Block {i} is another one.");
        }
    }

    private static Block BlockOf(int sequence, int payload) => new BlockWriter().Pack(
    [
        new JournalRecord
        {
            Shard = new ShardId(3),
            Sequence = new SequenceNumber(sequence),
            Entity = Entity,
            Version = new EntityVersion(sequence),
            Kind = RecordKind.Event,
            Type = new WireName("put", 1),
            Payload = Enumerable.Repeat((byte)sequence, payload).ToArray(),
            Metadata = RecordMetadata.Empty,
            Time = DateTimeOffset.UnixEpoch,
        },
    ]);
}
