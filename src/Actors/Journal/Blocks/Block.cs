using Actors.Sharding;
using static System.Buffers.Binary.BinaryPrimitives;

namespace Actors.Journal.Blocks;

/// <summary>
/// Encoded records of one shard: neighbours, or some of them (a chunk). A record is decoded only when it is asked for. Immutable,
/// thread-safe. A value, so that many of them are one array and no objects; the default value is no block.
/// </summary>
public readonly struct Block
{
    private readonly ArraySegment<byte> _bytes;

    internal Block(ArraySegment<byte> bytes, ShardId shard, SequenceNumber first, int count)
    {
        _bytes = bytes;
        Shard = shard;
        First = first;
        Count = count;
    }

    /// <summary>The shard.</summary>
    public ShardId Shard { get; }

    /// <summary>Its first record.</summary>
    public SequenceNumber First { get; }

    /// <summary>Its last record.</summary>
    public SequenceNumber Last => Sequence(Count - 1);

    /// <summary>How many records it has, at least one.</summary>
    public int Count { get; }

    /// <summary>The stored form. Owned by the block; nobody may change the bytes.</summary>
    public ReadOnlyMemory<byte> Stored => _bytes;

    /// <summary>Opens a stored block.</summary>
    /// <param name="bytes">The stored form, which from now on belongs to the block.</param>
    /// <param name="shard">Where it was found, for the message of an error.</param>
    /// <param name="first">The first record it should have, for the message of an error.</param>
    /// <exception cref="FormatException">Header or directory are damaged, or of a format this version does not know.</exception>
    public static Block Open(byte[] bytes, ShardId shard, SequenceNumber first)
    {
        if (bytes.Length > 0 && bytes[0] != BlockFormat.Version)
        {
            throw Damaged(shard, first, $"it has format {bytes[0]}, and this version knows {BlockFormat.Version}. Upgrade this node");
        }

        if (bytes.Length < BlockFormat.HeaderLength || ReadUInt32LittleEndian(bytes.AsSpan(BlockFormat.TotalLengthAt)) != bytes.Length)
        {
            throw Damaged(shard, first, "its length is wrong");
        }

        var count = ReadUInt32LittleEndian(bytes.AsSpan(BlockFormat.CountAt));
        if (count == 0 || count > (bytes.Length - BlockFormat.HeaderLength) / BlockFormat.EntryLength)
        {
            throw Damaged(shard, first, "its number of records is wrong");
        }

        if (BlockFormat.HeaderChecksum(bytes, (int)count) != ReadUInt32LittleEndian(bytes.AsSpan(BlockFormat.ChecksumAt)))
        {
            throw Damaged(shard, first, "its checksum is wrong");
        }

        return new Block(
            bytes,
            new ShardId(ReadInt32LittleEndian(bytes.AsSpan(BlockFormat.ShardAt))),
            new SequenceNumber(ReadInt64LittleEndian(bytes.AsSpan(BlockFormat.FirstAt))),
            (int)count);
    }

    /// <summary>The same records with their stored form in other memory, where it is copied to.</summary>
    /// <param name="place">As long as the stored form; from now on it belongs to the block.</param>
    /// <exception cref="ArgumentException">The place is not as long as the stored form.</exception>
    public Block CopyTo(ArraySegment<byte> place)
    {
        if (place.Count != _bytes.Count)
        {
            throw new ArgumentException($"The place has {place.Count} bytes, and the block {_bytes.Count}.", nameof(place));
        }

        _bytes.CopyTo(place);
        return new Block(place, Shard, First, Count);
    }

    /// <summary>The hash of the entity of a record.</summary>
    public ulong Hash(int index) => ReadUInt64LittleEndian(Entry(index));

    /// <summary>The place of a record in its shard.</summary>
    public SequenceNumber Sequence(int index) => new(First.Value + ReadUInt32LittleEndian(Entry(index)[BlockFormat.EntrySequenceAt..]));

    /// <summary>The bytes of a record, its checksum included.</summary>
    /// <exception cref="FormatException">The record lies outside of the block.</exception>
    public ReadOnlySpan<byte> Bytes(int index)
    {
        var (start, end) = (Offset(index), index + 1 < Count ? Offset(index + 1) : _bytes.Count);
        return start >= BlockFormat.HeaderLength && start <= end && end <= _bytes.Count
            ? _bytes.AsSpan(start, end - start)
            : throw Damaged(Shard, Sequence(index), "a record lies outside of its block");
    }

    /// <summary>Decodes a record. Its payload stays in the block's memory.</summary>
    /// <param name="index">The record.</param>
    /// <param name="names">The names known so far.</param>
    /// <exception cref="FormatException">The record is damaged.</exception>
    public JournalRecord Record(int index, WireNames names) => new BlockRecord(this, index).Checked().Decode(names, null);

    /// <summary>Decodes a record of one entity.</summary>
    /// <param name="index">The record.</param>
    /// <param name="entity">The entity.</param>
    /// <param name="key">Its key in UTF-8: two entities may share a hash, so this compares the key.</param>
    /// <param name="names">The names known so far.</param>
    /// <returns>The record, or <see langword="null"/> when it is about another entity.</returns>
    /// <exception cref="FormatException">The record is damaged.</exception>
    public JournalRecord? RecordOf(int index, EntityKey entity, ReadOnlySpan<byte> key, WireNames names)
    {
        var record = new BlockRecord(this, index).Checked();
        return record.Entity.SequenceEqual(key) ? record.Decode(names, entity) : null;
    }

    internal static FormatException Damaged(ShardId shard, SequenceNumber sequence, string fault) => new(
        $"The stored records of shard {shard} from {sequence} cannot be read: {fault}. Restore the journal from a backup; where only a "
        + "chunk is damaged, rebuilding the chunks mends it.");

    internal ReadOnlyMemory<byte> Payload(int index, int start, int length) => _bytes.AsMemory(Offset(index) + start, length);

    private int Offset(int index) => ReadInt32LittleEndian(Entry(index)[BlockFormat.EntryOffsetAt..]);

    private ReadOnlySpan<byte> Entry(int index) =>
        _bytes.AsSpan(BlockFormat.HeaderLength + (index * BlockFormat.EntryLength), BlockFormat.EntryLength);
}
