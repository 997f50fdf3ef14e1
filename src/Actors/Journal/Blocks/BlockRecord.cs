using static System.Buffers.Binary.BinaryPrimitives;

namespace Actors.Journal.Blocks;

/// <summary>The bytes of one record in a block, and where its parts are.</summary>
internal readonly ref struct BlockRecord
{
    private readonly Block _block;
    private readonly int _index;

    public BlockRecord(Block block, int index)
    {
        (_block, _index) = (block, index);
        Bytes = block.Bytes(index);
    }

    /// <summary>All bytes, the checksum first.</summary>
    public ReadOnlySpan<byte> Bytes { get; }

    /// <summary>The entity's key in UTF-8.</summary>
    public ReadOnlySpan<byte> Entity => Bytes.Slice(BlockFormat.RecordHeaderLength, EntityLength);

    private int EntityLength => ReadUInt16LittleEndian(Bytes[BlockFormat.EntityLengthAt..]);

    private int TypeStart => BlockFormat.RecordHeaderLength + EntityLength;

    private int TypeLength => Bytes[BlockFormat.TypeLengthAt];

    private int PayloadStart => TypeStart + TypeLength;

    private int PayloadLength => ReadInt32LittleEndian(Bytes[BlockFormat.PayloadLengthAt..]);

    private int MetadataStart => PayloadStart + PayloadLength;

    private int MetadataLength => ReadInt32LittleEndian(Bytes[BlockFormat.MetadataLengthAt..]);

    /// <summary>Compares the checksum and the lengths.</summary>
    /// <exception cref="FormatException">The record is damaged.</exception>
    public BlockRecord Checked()
    {
        if (Bytes.Length < BlockFormat.RecordHeaderLength || BlockFormat.RecordChecksum(Bytes) != ReadUInt32LittleEndian(Bytes))
        {
            throw Damaged("the checksum of a record is wrong");
        }

        var length = (long)BlockFormat.RecordHeaderLength + EntityLength + TypeLength + PayloadLength + MetadataLength;
        return PayloadLength >= 0 && MetadataLength >= 0 && length == Bytes.Length ? this : throw Damaged("the lengths of a record are wrong");
    }

    /// <summary>Decodes the record.</summary>
    /// <exception cref="FormatException">A part breaks its rules.</exception>
    public JournalRecord Decode(WireNames names, EntityKey? entity) => new()
    {
        Shard = _block.Shard,
        Sequence = _block.Sequence(_index),
        Entity = entity ?? names.ParseEntity(Entity),
        Version = new EntityVersion(ReadInt64LittleEndian(Bytes[BlockFormat.VersionAt..])),
        Kind = (RecordKind)Bytes[BlockFormat.KindAt],
        Type = names.Parse(Bytes.Slice(TypeStart, TypeLength)),
        Payload = _block.Payload(_index, PayloadStart, PayloadLength),
        Metadata = RecordMetadataCodec.Decode(Bytes[MetadataStart..]),
        Time = Microseconds.Read(ReadInt64LittleEndian(Bytes[BlockFormat.TimeAt..])),
    };

    private FormatException Damaged(string fault) => Block.Damaged(_block.Shard, _block.Sequence(_index), fault);
}
