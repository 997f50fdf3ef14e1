using Actors.Binary;

namespace Actors.Membership.Wire;

/// <summary>One frame as it was received. Its body is only valid until the next one is read.</summary>
internal readonly ref struct Frame(FrameKind kind, ReadOnlySpan<byte> body)
{
    /// <summary>What it is.</summary>
    public FrameKind Kind { get; } = kind;

    /// <summary>All after its kind.</summary>
    public ReadOnlySpan<byte> Body { get; } = body;

    /// <summary>The number with which the body of most frames begins, and what follows it.</summary>
    /// <exception cref="FormatException">The bytes are damaged.</exception>
    public ulong Number(out ReadOnlySpan<byte> rest)
    {
        var reader = new ByteReader(Body);
        var number = reader.Unsigned();
        rest = reader.Rest;
        return number;
    }
}
