using System.Buffers.Binary;

namespace Actors.Binary;

/// <summary>Reads what <see cref="ByteWriter"/> wrote. Throws <see cref="FormatException"/> where the bytes are cut or wrong.</summary>
internal ref struct ByteReader(ReadOnlySpan<byte> bytes)
{
    private ReadOnlySpan<byte> _rest = bytes;

    /// <summary>Whether everything has been read.</summary>
    public readonly bool IsAtEnd => _rest.IsEmpty;

    /// <summary>All that has not been read.</summary>
    public readonly ReadOnlySpan<byte> Rest => _rest;

    /// <summary>Reads an unsigned number.</summary>
    public ulong Unsigned()
    {
        ulong value = 0;
        for (var shift = 0; shift < 64; shift += 7)
        {
            var b = Byte();
            if (shift == 63 && b > 1)
            {
                break;
            }

            value |= (ulong)(b & 0x7f) << shift;
            if (b < 0x80)
            {
                return value;
            }
        }

        throw new FormatException("A number has more than 64 bits: the bytes are damaged.");
    }

    /// <summary>Reads a number that is not negative.</summary>
    public long Number() => unchecked((long)Unsigned()) is >= 0 and var value
        ? value
        : throw new FormatException("A number is negative where none may be: the bytes are damaged.");

    /// <summary>Reads a number that counts something.</summary>
    public int Count() => Number() is <= int.MaxValue and var value
        ? (int)value
        : throw new FormatException("A count is too large: the bytes are damaged.");

    /// <summary>Reads one byte.</summary>
    public byte Byte() => Take(1)[0];

    /// <summary>Reads a moment.</summary>
    public DateTimeOffset Time()
    {
        var ticks = BinaryPrimitives.ReadInt64LittleEndian(Take(8));
        return ticks >= 0 && ticks <= DateTimeOffset.MaxValue.Ticks
            ? new DateTimeOffset(ticks, TimeSpan.Zero)
            : throw new FormatException("A time is out of range: the bytes are damaged.");
    }

    /// <summary>Reads a text.</summary>
    public string Text() => System.Text.Encoding.UTF8.GetString(Take(Length()));

    /// <summary>Reads a command's id.</summary>
    public CommandId CommandId() => Text() is var text && Actors.CommandId.IsValid(text)
        ? new CommandId(text)
        : throw new FormatException("A command id breaks its rules: the bytes are damaged.");

    /// <summary>Reads a lane's name.</summary>
    public Lane Lane() => Text() is var text && Actors.Lane.IsValid(text)
        ? new Lane(text)
        : throw new FormatException("A lane's name breaks its rules: the bytes are damaged.");

    /// <summary>Reads bytes into an array of their own.</summary>
    public byte[] Bytes() => Take(Length()).ToArray();

    /// <summary>Reads bytes led by a length of four bytes, lowest first, without copying them.</summary>
    public ReadOnlySpan<byte> Block()
    {
        var length = BinaryPrimitives.ReadInt32LittleEndian(Take(sizeof(int)));
        return length >= 0 ? Take(length) : throw new FormatException("A length is negative: the bytes are damaged.");
    }

    private int Length()
    {
        var length = Unsigned();
        return length <= (ulong)_rest.Length
            ? (int)length
            : throw new FormatException("A length reaches beyond the end: the bytes are cut or damaged.");
    }

    private ReadOnlySpan<byte> Take(int length)
    {
        if (length > _rest.Length)
        {
            throw new FormatException("The bytes end too early: they are cut or damaged.");
        }

        var taken = _rest[..length];
        _rest = _rest[length..];
        return taken;
    }
}
