using System.Buffers;

namespace Actors.Journal.Blocks;

/// <summary>A growing buffer whose earlier bytes can be filled in later. One thread at a time.</summary>
internal sealed class BlockBuffer : IBufferWriter<byte>
{
    private byte[] _bytes = new byte[4096];

    /// <summary>How many bytes are written.</summary>
    public int Length { get; private set; }

    /// <summary>All that is written.</summary>
    public Span<byte> Written => _bytes.AsSpan(0, Length);

    /// <summary>Forgets what was written and leaves room for what is filled in later.</summary>
    public void Begin(int length)
    {
        Length = 0;
        Grow(length);
        _bytes.AsSpan(0, length).Clear();
        Length = length;
    }

    public void Advance(int count) => Length += count;

    public Span<byte> GetSpan(int sizeHint = 0)
    {
        Grow(sizeHint);
        return _bytes.AsSpan(Length);
    }

    public Memory<byte> GetMemory(int sizeHint = 0)
    {
        Grow(sizeHint);
        return _bytes.AsMemory(Length);
    }

    private void Grow(int length)
    {
        var needed = checked(Length + Math.Max(length, 1));
        if (needed > _bytes.Length)
        {
            Array.Resize(ref _bytes, Math.Max(needed, _bytes.Length * 2));
        }
    }
}
