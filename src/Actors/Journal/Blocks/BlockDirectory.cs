using Actors.Projections.Audits;
using Actors.Sharding;
using static System.Buffers.Binary.BinaryPrimitives;

namespace Actors.Journal.Blocks;

/// <summary>Reads which records a stored block has from its first bytes alone, the header and the directory behind it.</summary>
public static class BlockDirectory
{
    /// <summary>How many bytes hold the header and the directory of a block of so many records.</summary>
    public static long Length(long records) => BlockFormat.HeaderLength + (records * BlockFormat.EntryLength);

    /// <summary>Adds the marks of a block's records to a list.</summary>
    /// <param name="bytes">The block's first bytes, at least <see cref="Length"/> of its number of records.</param>
    /// <param name="shard">Where it was found, for the message of an error.</param>
    /// <param name="first">The first record it should have.</param>
    /// <param name="marks">Gets the marks.</param>
    /// <exception cref="FormatException">Header or directory are damaged, or are those of another block.</exception>
    public static void Read(ReadOnlySpan<byte> bytes, ShardId shard, SequenceNumber first, List<RecordMark> marks)
    {
        if (bytes.Length < BlockFormat.HeaderLength || bytes[0] != BlockFormat.Version)
        {
            throw Block.Damaged(shard, first, "its format is not one that this version knows");
        }

        var count = ReadUInt32LittleEndian(bytes[BlockFormat.CountAt..]);
        if (count == 0 || Length(count) > bytes.Length)
        {
            throw Block.Damaged(shard, first, "its number of records is wrong");
        }

        if (BlockFormat.HeaderChecksum(bytes, (int)count) != ReadUInt32LittleEndian(bytes[BlockFormat.ChecksumAt..]))
        {
            throw Block.Damaged(shard, first, "its checksum is wrong");
        }

        if (ReadInt32LittleEndian(bytes[BlockFormat.ShardAt..]) != shard.Value || ReadInt64LittleEndian(bytes[BlockFormat.FirstAt..]) != first.Value)
        {
            throw Block.Damaged(shard, first, "another block is stored in its place");
        }

        AddMarks(bytes, (int)count, first.Value, marks);
    }

    /// <summary>Adds the marks of a block's records to a list, if the block is whole, whichever it is.</summary>
    /// <param name="bytes">The block's first bytes; others may follow.</param>
    /// <param name="shard">The block's shard.</param>
    /// <param name="marks">Gets the marks.</param>
    /// <returns>How many bytes header and directory took; 0 where they are damaged.</returns>
    public static int TryRead(ReadOnlySpan<byte> bytes, out ShardId shard, List<RecordMark> marks)
    {
        shard = default;
        if (bytes.Length < BlockFormat.HeaderLength
            || bytes[0] != BlockFormat.Version
            || ReadUInt32LittleEndian(bytes[BlockFormat.CountAt..]) is not (> 0 and var count)
            || Length(count) > bytes.Length
            || BlockFormat.HeaderChecksum(bytes, (int)count) != ReadUInt32LittleEndian(bytes[BlockFormat.ChecksumAt..]))
        {
            return 0;
        }

        shard = new ShardId(ReadInt32LittleEndian(bytes[BlockFormat.ShardAt..]));
        AddMarks(bytes, (int)count, ReadInt64LittleEndian(bytes[BlockFormat.FirstAt..]), marks);
        return (int)Length(count);
    }

    private static void AddMarks(ReadOnlySpan<byte> bytes, int count, long first, List<RecordMark> marks)
    {
        for (var i = 0; i < count; i++)
        {
            var entry = bytes.Slice(BlockFormat.HeaderLength + (i * BlockFormat.EntryLength), BlockFormat.EntryLength);
            var sequence = new SequenceNumber(first + ReadUInt32LittleEndian(entry[BlockFormat.EntrySequenceAt..]));
            marks.Add(new RecordMark(sequence, ReadUInt64LittleEndian(entry)));
        }
    }
}
