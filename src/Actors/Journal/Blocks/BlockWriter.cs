using System.Buffers;
using System.Text;
using Actors.Sharding;
using static System.Buffers.Binary.BinaryPrimitives;

namespace Actors.Journal.Blocks;

/// <summary>Packs records of one shard into blocks, and records of earlier blocks into chunks. One thread at a time; use it again.</summary>
public sealed class BlockWriter
{
    private readonly BlockBuffer _buffer = new();

    /// <summary>Packs neighbouring records.</summary>
    /// <param name="records">Records of one shard, in order.</param>
    /// <param name="start">The first one to pack.</param>
    /// <param name="count">How many, at least one.</param>
    /// <param name="memory">Where the block goes; into an array of its own where left out.</param>
    public Block Pack(IReadOnlyList<JournalRecord> records, int start, int count, IBlockMemory? memory = null)
    {
        var first = records[start];
        _buffer.Begin(DirectoryEnd(count));
        for (var i = 0; i < count; i++)
        {
            var record = records[start + i];
            WriteEntry(i, record.Entity.Hash, record.Sequence.Value - first.Sequence.Value);
            WriteRecord(record);
        }

        return Finish(first.Shard, first.Sequence, count, memory);
    }

    /// <summary>Packs records of one shard, in order, between which others may be missing, into a chunk.</summary>
    public Block Pack(IReadOnlyList<JournalRecord> records) => Pack(records, 0, records.Count);

    /// <summary>Copies records of blocks, as they are, into a chunk.</summary>
    /// <param name="records">Records of one shard, in order.</param>
    /// <param name="memory">Where the chunk goes; into an array of its own where left out.</param>
    public Block Copy(IReadOnlyList<BlockEntry> records, IBlockMemory? memory = null)
    {
        var first = records[0];
        _buffer.Begin(DirectoryEnd(records.Count));
        for (var i = 0; i < records.Count; i++)
        {
            var entry = records[i];
            WriteEntry(i, entry.Hash, entry.Sequence.Value - first.Sequence.Value);
            _buffer.Write(entry.Bytes);
        }

        return Finish(first.Block.Shard, first.Sequence, records.Count, memory);
    }

    private static int DirectoryEnd(int count) => checked(BlockFormat.HeaderLength + (count * BlockFormat.EntryLength));

    private void WriteEntry(int index, ulong hash, long distance)
    {
        var entry = _buffer.Written.Slice(DirectoryEnd(index), BlockFormat.EntryLength);
        WriteUInt64LittleEndian(entry, hash);
        WriteUInt32LittleEndian(entry[BlockFormat.EntrySequenceAt..], checked((uint)distance));
        WriteUInt32LittleEndian(entry[BlockFormat.EntryOffsetAt..], (uint)_buffer.Length);
    }

    private void WriteRecord(JournalRecord record)
    {
        var start = _buffer.Length;
        _buffer.GetSpan(BlockFormat.RecordHeaderLength);
        _buffer.Advance(BlockFormat.RecordHeaderLength);
        var entityLength = WriteText(record.Entity.Type.Name) + WriteText("/") + WriteText(record.Entity.Id.Value);
        var typeLength = WriteText(record.Type.ToString());
        _buffer.Write(record.Payload.Span);
        var metadataStart = _buffer.Length;
        RecordMetadataCodec.Encode(record.Metadata, _buffer);

        var bytes = _buffer.Written[start..];
        WriteInt64LittleEndian(bytes[BlockFormat.VersionAt..], record.Version.Value);
        WriteInt64LittleEndian(bytes[BlockFormat.TimeAt..], Microseconds.Of(record.Time));
        WriteInt32LittleEndian(bytes[BlockFormat.PayloadLengthAt..], record.Payload.Length);
        WriteInt32LittleEndian(bytes[BlockFormat.MetadataLengthAt..], _buffer.Length - metadataStart);
        WriteUInt16LittleEndian(bytes[BlockFormat.EntityLengthAt..], checked((ushort)entityLength));
        bytes[BlockFormat.TypeLengthAt] = checked((byte)typeLength);
        bytes[BlockFormat.KindAt] = (byte)record.Kind;
        WriteUInt32LittleEndian(bytes, BlockFormat.RecordChecksum(bytes));
    }

    private int WriteText(string text)
    {
        var written = Encoding.UTF8.GetBytes(text, _buffer.GetSpan(Encoding.UTF8.GetMaxByteCount(text.Length)));
        _buffer.Advance(written);
        return written;
    }

    private Block Finish(ShardId shard, SequenceNumber first, int count, IBlockMemory? memory)
    {
        var header = _buffer.Written;
        header[0] = BlockFormat.Version;
        WriteInt32LittleEndian(header[BlockFormat.TotalLengthAt..], _buffer.Length);
        WriteInt32LittleEndian(header[BlockFormat.CountAt..], count);
        WriteInt32LittleEndian(header[BlockFormat.ShardAt..], shard.Value);
        WriteInt64LittleEndian(header[BlockFormat.FirstAt..], first.Value);
        WriteUInt32LittleEndian(header[BlockFormat.ChecksumAt..], BlockFormat.HeaderChecksum(header, count));
        var place = memory?.Take(header.Length) ?? new byte[header.Length];
        header.CopyTo(place);
        return new Block(place, shard, first, count);
    }
}
