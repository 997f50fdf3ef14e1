namespace Actors.Hosting.Http.Events;

/// <summary>Numbers of seven bits a byte, lowest first, the high bit saying that more follow (LEB128). None is negative.</summary>
internal sealed class VariableNumbers(int count)
{
    private const int BytesMax = 9;
    private readonly byte[] _bytes = new byte[(count + 1) * BytesMax];
    private int _length;

    public ReadOnlySpan<byte> Written => _bytes.AsSpan(0, _length);

    /// <exception cref="FormatException">The bytes end within a number, or it is too large.</exception>
    public static long Read(ReadOnlySpan<byte> bytes, ref int place)
    {
        long value = 0;
        for (var shift = 0; shift < BytesMax * 7; shift += 7)
        {
            if (place >= bytes.Length)
                throw new FormatException("The bytes end within a number.");
            var next = bytes[place++];
            value |= (long)(next & 0x7f) << shift;
            if (next < 0x80)
                return value;
        }

        throw new FormatException("A number is too large.");
    }

    public void Add(long value)
    {
        while (value >= 0x80)
        {
            _bytes[_length++] = (byte)(value | 0x80);
            value >>= 7;
        }

        _bytes[_length++] = (byte)value;
    }
}
