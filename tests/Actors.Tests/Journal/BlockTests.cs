using Actors.Journal;
using Actors.Journal.Blocks;
using Actors.Schema;
using Actors.Sharding;
using FsCheck;
using FsCheck.Fluent;

namespace Actors.Tests.Journal;

public sealed class BlockTests
{
    private static readonly ShardId Seven = new(7);
    private static readonly WireNames Names = new();

    private static readonly Gen<JournalRecord> Record =
        from entity in Generate.EntityKeys
        from version in Generate.Numbers
        from kind in Gen.Elements(Enum.GetValues<RecordKind>())
        from type in Generate.WireNames
        from payload in Generate.Bytes
        from id in Generate.OptionalTexts
        from time in Generate.Times
        select new JournalRecord
        {
            Shard = Seven,
            Sequence = new SequenceNumber(1),
            Entity = entity,
            Version = new EntityVersion(version),
            Kind = kind,
            Type = type,
            Payload = payload,
            Metadata = RecordMetadata.Empty with { CommandId = id is null ? null : new CommandId(id) },
            Time = new DateTimeOffset(time.UtcTicks - (time.UtcTicks % TimeSpan.TicksPerMicrosecond), TimeSpan.Zero),
        };

    private static readonly Gen<JournalRecord[]> Records =
        from count in Gen.Choose(1, 8)
        from first in Gen.Choose(1, int.MaxValue)
        from records in Record.ArrayOf(count)
        select records.Select((record, i) => record with { Sequence = new SequenceNumber((long)first + i) }).ToArray();

    [Fact]
    public void What_is_packed_is_read_back() => Property.Holds(Records, records =>
    {
        var block = Reopened(new BlockWriter().Pack(records, 0, records.Length));
        Assert.Equal((Seven, records[0].Sequence, records[^1].Sequence, records.Length), (block.Shard, block.First, block.Last, block.Count));
        for (var i = 0; i < records.Length; i++)
        {
            AssertEqual(records[i], block.Record(i, Names));
            Assert.Equal(records[i].Entity.Hash, block.Hash(i));
        }
    });

    [Fact]
    public void A_block_in_the_middle_of_other_memory_is_the_same_block() => Property.Holds(Records, records =>
    {
        var block = new BlockWriter().Pack(records, 0, records.Length);
        var copy = block.CopyTo(new ArraySegment<byte>(new byte[block.Stored.Length + 20], 7, block.Stored.Length));
        Assert.Equal((block.Shard, block.First, block.Last, block.Count), (copy.Shard, copy.First, copy.Last, copy.Count));
        Assert.Equal(block.Stored.ToArray(), copy.Stored.ToArray());
        for (var i = 0; i < records.Length; i++)
        {
            AssertEqual(records[i], copy.Record(i, Names));
            Assert.Equal(records[i].Entity.Hash, copy.Hash(i));
        }
    });

    [Fact]
    public void A_block_is_not_copied_to_a_place_of_another_length()
    {
        var block = new BlockWriter().Pack(Records.Sample(1, 1).First(), 0, 1);
        Assert.Throws<ArgumentException>(() => block.CopyTo(new byte[block.Stored.Length + 1]));
    }

    [Fact]
    public void Copied_records_are_read_back_from_their_chunk() => Property.Holds(Records, records =>
    {
        var block = new BlockWriter().Pack(records, 0, records.Length);
        var some = Enumerable.Range(0, records.Length).Where(i => i % 2 == 0).ToArray();
        var chunk = Reopened(new BlockWriter().Copy([.. some.Select(i => new BlockEntry(block, i))]));
        Assert.Equal(some.Length, chunk.Count);
        for (var i = 0; i < some.Length; i++)
        {
            AssertEqual(records[some[i]], chunk.Record(i, Names));
        }
    });

    [Fact]
    public void A_damaged_byte_costs_the_block_or_one_record_and_is_never_read_as_something_else() => Property.Holds(
        Records,
        records =>
        {
            foreach (var damaged in Damage.Of(new BlockWriter().Pack(records, 0, records.Length).Stored.ToArray()))
            {
                Assert.InRange(Readable(damaged, records), 0, records.Length);
            }
        },
        cases: 20);

    [Fact]
    public void A_damaged_record_leaves_its_neighbours_readable_also_in_a_chunk()
    {
        var records = Three();
        var stored = new BlockWriter().Pack(records, 0, 3).Stored.ToArray();
        stored[stored.AsSpan().IndexOf("second"u8)] ^= 1;
        var block = Reopened(stored);
        var chunk = Reopened(new BlockWriter().Copy([new BlockEntry(block, 0), new BlockEntry(block, 1), new BlockEntry(block, 2)]));
        foreach (var holder in (Block[])[block, chunk])
        {
            AssertEqual(records[0], holder.Record(0, Names));
            AssertEqual(records[2], holder.Record(2, Names));
            var error = Assert.Throws<FormatException>(() => holder.Record(1, Names));
            Assert.Contains("shard 7 from 42", error.Message, StringComparison.Ordinal);
            Assert.Contains("Restore", error.Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void A_format_from_the_future_is_refused_with_advice()
    {
        var stored = new BlockWriter().Pack(Three(), 0, 3).Stored.ToArray();
        stored[0] = 2;
        Assert.Contains("Upgrade", Assert.Throws<FormatException>(() => Reopened(stored)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_record_of_another_entity_with_the_same_hash_is_passed_over()
    {
        var records = Three();
        var block = new BlockWriter().Pack(records, 0, 3);
        Assert.NotNull(block.RecordOf(0, records[0].Entity, "order/1"u8, Names));
        Assert.Null(block.RecordOf(0, records[0].Entity, "order/2"u8, Names));
    }

    [Fact]
    public void The_bytes_of_a_block_stay_as_they_are_because_journals_are_full_of_them() => Assert.Equal(
        "01000000FB00000003000000070000002900000000000000A234B38E",
        Convert.ToHexString(new BlockWriter().Pack(Three(), 0, 3).Stored.Span[..28]));

    private static JournalRecord[] Three() =>
    [
        Sample(41, "1", "first"u8), Sample(42, "2", "second"u8), Sample(43, "1", "third"u8),
    ];

    private static JournalRecord Sample(long sequence, string id, ReadOnlySpan<byte> payload) => new()
    {
        Shard = Seven,
        Sequence = new SequenceNumber(sequence),
        Entity = new EntityKey(new EntityType("order"), new EntityId(id)),
        Version = new EntityVersion(sequence),
        Kind = RecordKind.Event,
        Type = new WireName("order-placed", 1),
        Payload = payload.ToArray(),
        Time = DateTimeOffset.UnixEpoch,
    };

    private static Block Reopened(Block block) => Reopened(block.Stored.ToArray());

    private static Block Reopened(byte[] stored) => Block.Open(stored, Seven, new SequenceNumber(1));

    private static int Readable(byte[] stored, JournalRecord[] records)
    {
        var readable = 0;
        try
        {
            var block = Reopened(stored);
            for (var i = 0; i < block.Count; i++)
            {
                try
                {
                    AssertEqual(records[i], block.Record(i, Names));
                    readable++;
                }
                catch (FormatException)
                {
                    // This one only.
                }
            }
        }
        catch (FormatException)
        {
            return 0;
        }

        Assert.InRange(readable, records.Length - 1, records.Length - 1);
        return readable;
    }

    private static void AssertEqual(JournalRecord expected, JournalRecord actual)
    {
        Assert.Equal(expected.Payload.ToArray(), actual.Payload.ToArray());
        Assert.Equal(RecordMetadataCodec.Encode(expected.Metadata), RecordMetadataCodec.Encode(actual.Metadata));
        Assert.Equal(
            expected with { Payload = default, Metadata = RecordMetadata.Empty },
            actual with { Payload = default, Metadata = RecordMetadata.Empty });
    }
}
