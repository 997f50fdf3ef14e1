using Actors.Binary;

namespace Actors.Membership.Wire;

/// <summary>The answer to a <see cref="LinkHello"/> that is understood.</summary>
/// <param name="Version">What both sides speak from now on.</param>
/// <param name="WindowBytes">How many bytes of asks may be under way to the receiver before it gives credit.</param>
internal sealed record LinkWelcome(int Version, long WindowBytes)
{
    /// <summary>Writes the frame.</summary>
    public void WriteTo(WireBuffer buffer)
    {
        var frame = FrameCodec.Begin(buffer, FrameKind.Welcome);
        var writer = new ByteWriter(buffer);
        writer.Number(Version);
        writer.Number(WindowBytes);
        buffer.EndBlock(frame);
    }

    /// <summary>Reads a frame's body. What follows the known part is passed over: a later version may tell more.</summary>
    /// <exception cref="FormatException">It is none.</exception>
    public static LinkWelcome Read(ReadOnlySpan<byte> body)
    {
        var reader = new ByteReader(body);
        return new LinkWelcome(reader.Count(), reader.Number());
    }
}
