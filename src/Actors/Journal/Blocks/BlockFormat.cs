using System.Buffers.Binary;
using System.Numerics;

namespace Actors.Journal.Blocks;

/// <summary>
/// The places of a block's bytes. All numbers are little-endian and of fixed width, so that SQL functions can read them too.
/// <code>
/// header     format u8 | 0 u8 | 0 u16 | length of all u32 | records u32 | shard u32 | first sequence u64 | checksum u32
/// directory  one entry per record:  entity hash u64 | sequence minus first u32 | offset of the record u32
/// records    checksum u32 | version i64 | microseconds since 1970 i64 | payload length u32 | metadata length u32
///            | entity length u16 | type length u8 | kind u8 | entity | type | payload | metadata
/// </code>
/// The header's checksum covers the rest of the header and the directory; that of a record covers the rest of the record and goes
/// with it from block to chunk. So a damaged byte costs the one record it is in. Both are CRC-32C (Castagnoli, polynomial
/// 0x1EDC6F41), begun with all ones and inverted at the end.
/// </summary>
internal static class BlockFormat
{
    public const byte Version = 1;

    public const int TotalLengthAt = 4;
    public const int CountAt = 8;
    public const int ShardAt = 12;
    public const int FirstAt = 16;
    public const int ChecksumAt = 24;
    public const int HeaderLength = 28;

    public const int EntryLength = 16;
    public const int EntrySequenceAt = 8;
    public const int EntryOffsetAt = 12;

    public const int VersionAt = 4;
    public const int TimeAt = 12;
    public const int PayloadLengthAt = 20;
    public const int MetadataLengthAt = 24;
    public const int EntityLengthAt = 28;
    public const int TypeLengthAt = 30;
    public const int KindAt = 31;
    public const int RecordHeaderLength = 32;

    /// <summary>The checksum of a header and the directory behind it.</summary>
    public static uint HeaderChecksum(ReadOnlySpan<byte> bytes, int recordCount) =>
        ~Checksum(Checksum(uint.MaxValue, bytes[..ChecksumAt]), bytes.Slice(HeaderLength, recordCount * EntryLength));

    /// <summary>The checksum of a record, given with its place for the checksum.</summary>
    public static uint RecordChecksum(ReadOnlySpan<byte> record) => ~Checksum(uint.MaxValue, record[VersionAt..]);

    private static uint Checksum(uint checksum, ReadOnlySpan<byte> bytes)
    {
        while (bytes.Length >= sizeof(ulong))
        {
            checksum = BitOperations.Crc32C(checksum, BinaryPrimitives.ReadUInt64LittleEndian(bytes));
            bytes = bytes[sizeof(ulong)..];
        }

        foreach (var value in bytes)
        {
            checksum = BitOperations.Crc32C(checksum, value);
        }

        return checksum;
    }
}
