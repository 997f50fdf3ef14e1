using System.Buffers;
using System.Buffers.Binary;

namespace Actors.Membership.Wire;

/// <summary>
/// A growing buffer whose earlier bytes can be filled in later, so that a length may stand before what it measures. Used again and
/// again; keeps its memory unless that has become large.
/// </summary>
internal sealed class WireBuffer : IBufferWriter<byte>
{
    /// <summary>How many bytes a length takes.</summary>
    public const int LengthBytes = sizeof(int);

    private const int KeptBytesMax = 1 << 20;
    private byte[] _bytes = new byte[1024];

    /// <summary>How many bytes are written.</summary>
    public int Length { get; private set; }

    /// <summary>What is written.</summary>
    public ReadOnlyMemory<byte> Written => _bytes.AsMemory(0, Length);

    /// <summary>What is written.</summary>
    public ReadOnlySpan<byte> WrittenSpan => _bytes.AsSpan(0, Length);

    /// <summary>Leaves room for a length.</summary>
    /// <returns>Its place, for <see cref="EndBlock"/>.</returns>
    public int BeginBlock()
    {
        var place = Length;
        Reserve(LengthBytes);
        Length += LengthBytes;
        return place;
    }

    /// <summary>Fills in how many bytes were written since the length.</summary>
    public void EndBlock(int place) =>
        BinaryPrimitives.WriteInt32LittleEndian(_bytes.AsSpan(place), Length - place - LengthBytes);

    /// <summary>Takes back what was written since a place.</summary>
    public void CutTo(int length) => Length = length;

    /// <summary>Forgets what is written, and memory beyond the usual.</summary>
    public void Clear()
    {
        Length = 0;
        if (_bytes.Length > KeptBytesMax)
        {
            _bytes = new byte[1024];
        }
    }

    /// <inheritdoc/>
    public void Advance(int count)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(count, _bytes.Length - Length);
        Length += count;
    }

    /// <inheritdoc/>
    public Memory<byte> GetMemory(int sizeHint = 0)
    {
        Reserve(Math.Max(1, sizeHint));
        return _bytes.AsMemory(Length);
    }

    /// <inheritdoc/>
    public Span<byte> GetSpan(int sizeHint = 0)
    {
        Reserve(Math.Max(1, sizeHint));
        return _bytes.AsSpan(Length);
    }

    private void Reserve(int count)
    {
        if (_bytes.Length - Length < count)
        {
            Array.Resize(ref _bytes, Math.Max(checked(Length + count), _bytes.Length * 2));
        }
    }
}
