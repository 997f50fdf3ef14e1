using Actors.Binary;

namespace Actors.Membership.Wire;

/// <summary>The first thing that is said on a link. Its own form never changes: it must be understood before a version is agreed on.</summary>
/// <param name="Versions">What the caller speaks.</param>
/// <param name="From">Who calls.</param>
/// <param name="To">Whom it means to call: an address may by now belong to another node, or to another life of it.</param>
internal sealed record LinkHello(LinkVersions Versions, NodeId From, NodeId To)
{
    private const string Magic = "actors-link";

    /// <summary>Writes the frame.</summary>
    public void WriteTo(WireBuffer buffer)
    {
        var frame = FrameCodec.Begin(buffer, FrameKind.Hello);
        var writer = new ByteWriter(buffer);
        writer.Text(Magic);
        writer.Number(Versions.Oldest);
        writer.Number(Versions.Newest);
        writer.Text(From.ToString());
        writer.Text(To.ToString());
        buffer.EndBlock(frame);
    }

    /// <summary>Reads a frame's body. What follows the known part is passed over: a later version may tell more.</summary>
    /// <exception cref="FormatException">It is none.</exception>
    public static LinkHello Read(ReadOnlySpan<byte> body)
    {
        var reader = new ByteReader(body);
        return reader.Text() == Magic
            ? new LinkHello(new LinkVersions(reader.Count(), reader.Count()), ReadNode(ref reader), ReadNode(ref reader))
            : throw new FormatException("The caller is not a node of Actors.");
    }

    private static NodeId ReadNode(ref ByteReader reader) => NodeId.TryParse(reader.Text(), out var node)
        ? node
        : throw new FormatException("A node's id breaks its rules: the bytes are damaged.");
}
