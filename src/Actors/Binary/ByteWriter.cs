using System.Buffers;
using System.Buffers.Binary;

namespace Actors.Binary;

/// <summary>Writes the compact binary forms of this project: variable-length integers, and texts and bytes led by their length.</summary>
internal readonly ref struct ByteWriter(IBufferWriter<byte> buffer)
{
    /// <summary>Writes an unsigned number in groups of seven bits, lowest first (LEB128).</summary>
    public void Number(ulong value)
    {
        var span = buffer.GetSpan(10);
        var length = 0;
        while (value >= 0x80)
        {
            span[length++] = (byte)(value | 0x80);
            value >>= 7;
        }

        span[length++] = (byte)value;
        buffer.Advance(length);
    }

    /// <summary>Writes a number that is not negative.</summary>
    public void Number(long value) => Number(checked((ulong)value));

    /// <summary>Writes one byte.</summary>
    public void Byte(byte value)
    {
        buffer.GetSpan(1)[0] = value;
        buffer.Advance(1);
    }

    /// <summary>Writes a moment as its 64-bit count of ticks, in UTC.</summary>
    public void Time(DateTimeOffset value)
    {
        BinaryPrimitives.WriteInt64LittleEndian(buffer.GetSpan(8), value.UtcTicks);
        buffer.Advance(8);
    }

    /// <summary>Writes a text as its length in bytes and its UTF-8.</summary>
    public void Text(string value)
    {
        var count = System.Text.Encoding.UTF8.GetByteCount(value);
        Number((ulong)count);
        buffer.Advance(System.Text.Encoding.UTF8.GetBytes(value, buffer.GetSpan(count)));
    }

    /// <summary>Writes bytes led by their length.</summary>
    public void Bytes(ReadOnlySpan<byte> value)
    {
        Number((ulong)value.Length);
        buffer.Write(value);
    }
}
