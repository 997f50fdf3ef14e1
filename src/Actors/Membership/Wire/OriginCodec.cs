using Actors.Binary;

namespace Actors.Membership.Wire;

/// <summary>Writes and reads an <see cref="Origin"/>: which of its texts follow, then those.</summary>
internal static class OriginCodec
{
    private const int TextCount = 4;

    public static bool IsUnknown(Origin origin) =>
        ReferenceEquals(origin, Origin.Unknown)
        || origin is { CorrelationId: null, CausationId: null, Principal: null, TraceParent: null };

    public static void Encode(Origin origin, ByteWriter writer)
    {
        writer.Byte((byte)(Flag(origin.CorrelationId, 0) | Flag(origin.CausationId, 1) | Flag(origin.Principal, 2) | Flag(origin.TraceParent, 3)));
        Write(writer, origin.CorrelationId);
        Write(writer, origin.CausationId);
        Write(writer, origin.Principal);
        Write(writer, origin.TraceParent);
    }

    public static Origin Decode(ref ByteReader reader)
    {
        var flags = reader.Byte();
        return flags < 1 << TextCount
            ? new Origin(Read(ref reader, flags, 0), Read(ref reader, flags, 1), Read(ref reader, flags, 2), Read(ref reader, flags, 3))
            : throw new FormatException("An origin has a text that this version does not know: the bytes are damaged.");
    }

    private static int Flag(string? text, int place) => text is null ? 0 : 1 << place;

    private static void Write(ByteWriter writer, string? text)
    {
        if (text is not null)
        {
            writer.Text(text);
        }
    }

    private static string? Read(ref ByteReader reader, byte flags, int place) => (flags & (1 << place)) == 0 ? null : reader.Text();
}
