using System.IO.Pipelines;
using System.Text;
using Actors.Membership.Wire;

namespace Actors.Cluster.Receiving;

/// <summary>What is said before a link is agreed on.</summary>
internal static class FirstFrame
{
    /// <summary>A caller that is not known yet gets no more memory than this.</summary>
    private const int BytesMax = 4096;

    /// <summary>Reads the caller's first frame.</summary>
    /// <exception cref="FormatException">It is no greeting.</exception>
    public static async Task<LinkHello> Read(PipeReader input, CancellationToken cancellationToken)
    {
        while (true)
        {
            var read = await input.ReadAsync(cancellationToken).ConfigureAwait(false);
            var bytes = read.Buffer;
            LinkHello? hello = null;
            if (FrameCodec.TryRead(ref bytes, out var frame))
            {
                hello = frame.Kind == FrameKind.Hello
                    ? LinkHello.Read(frame.Body)
                    : throw new FormatException("A caller did not say who it is.");
            }

            if (hello is null && (read.IsCompleted || bytes.Length > BytesMax))
            {
                throw new FormatException("A caller hung up, or said something else than a node does.");
            }

            input.AdvanceTo(bytes.Start, hello is null ? bytes.End : bytes.Start);
            if (hello is not null)
            {
                return hello;
            }
        }
    }

    /// <summary>Writes why the caller is not welcome.</summary>
    public static void WriteRefusal(WireBuffer buffer, string reason)
    {
        var frame = FrameCodec.Begin(buffer, FrameKind.Refused);
        var bytes = Encoding.UTF8.GetBytes(reason);
        bytes.CopyTo(buffer.GetSpan(bytes.Length));
        buffer.Advance(bytes.Length);
        buffer.EndBlock(frame);
    }
}
