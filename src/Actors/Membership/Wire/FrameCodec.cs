using System.Buffers;
using System.Buffers.Binary;
using Actors.Binary;

namespace Actors.Membership.Wire;

/// <summary>
/// Frames on a byte stream: the length of what follows in four bytes, lowest first, the kind in one, then the body. Frames follow
/// each other without gaps, so any number of them may share a write.
/// </summary>
internal static class FrameCodec
{
    /// <summary>The longest frame without its length, in bytes.</summary>
    public const int LengthMax = 32 << 20;

    /// <summary>Begins a frame that leads with a number; the body is written next.</summary>
    /// <returns>Its place, for <see cref="WireBuffer.EndBlock"/>.</returns>
    public static int Begin(WireBuffer buffer, FrameKind kind, ulong number)
    {
        var place = Begin(buffer, kind);
        new ByteWriter(buffer).Number(number);
        return place;
    }

    /// <summary>Begins a frame; the body is written next.</summary>
    /// <returns>Its place, for <see cref="WireBuffer.EndBlock"/>.</returns>
    public static int Begin(WireBuffer buffer, FrameKind kind)
    {
        var place = buffer.BeginBlock();
        new ByteWriter(buffer).Byte((byte)kind);
        return place;
    }

    /// <summary>Writes a frame that is only a number.</summary>
    public static void Write(WireBuffer buffer, FrameKind kind, ulong number) => buffer.EndBlock(Begin(buffer, kind, number));

    /// <summary>Takes the next frame off the front, if it is there as a whole.</summary>
    /// <param name="bytes">What was received; afterwards what follows the frame.</param>
    /// <param name="frame">The frame.</param>
    /// <returns>Whether there was one.</returns>
    /// <exception cref="FormatException">The bytes are not frames.</exception>
    public static bool TryRead(ref ReadOnlySequence<byte> bytes, out Frame frame)
    {
        frame = default;
        if (bytes.Length < WireBuffer.LengthBytes)
        {
            return false;
        }

        Span<byte> prefix = stackalloc byte[WireBuffer.LengthBytes];
        bytes.Slice(0, WireBuffer.LengthBytes).CopyTo(prefix);
        var length = BinaryPrimitives.ReadInt32LittleEndian(prefix);
        if (length is < 1 or > LengthMax)
        {
            throw new FormatException($"A frame of {length} bytes cannot be; the longest has {LengthMax}. The other side speaks something else.");
        }

        if (bytes.Length - WireBuffer.LengthBytes < length)
        {
            return false;
        }

        var whole = bytes.Slice(WireBuffer.LengthBytes, length);
        bytes = bytes.Slice(whole.End);
        var span = whole.IsSingleSegment ? whole.FirstSpan : whole.ToArray();
        frame = new Frame((FrameKind)span[0], span[1..]);
        return true;
    }
}
