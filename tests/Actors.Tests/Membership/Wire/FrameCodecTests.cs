using System.Buffers;
using Actors.Membership;
using Actors.Membership.Wire;
using FsCheck.Fluent;

namespace Actors.Tests.Membership.Wire;

public sealed class FrameCodecTests
{
    [Fact]
    public void Frames_that_share_a_write_are_read_one_by_one_however_they_are_cut() => Property.HoldsForSequences(Generate.Bytes, bodies =>
    {
        var buffer = new WireBuffer();
        for (var i = 0; i < bodies.Length; i++)
        {
            var frame = FrameCodec.Begin(buffer, FrameKind.Ask, (ulong)i << (i % 50));
            buffer.Write(bodies[i]);
            buffer.EndBlock(frame);
        }

        foreach (var piece in new[] { 1, 3, 64, int.MaxValue })
        {
            Assert.Equal(bodies.Select((b, i) => ((ulong)i << (i % 50), Convert.ToHexString(b))), Read(buffer.Written, piece));
        }
    });

    [Fact]
    public void A_length_that_cannot_be_is_refused()
    {
        Assert.Throws<FormatException>(() => Next([0, 0, 0, 0, 1]));
        Assert.Throws<FormatException>(() => Next([0xff, 0xff, 0xff, 0xff, 1]));
        Assert.Throws<FormatException>(() => Next("GET / HTTP/1.1"u8.ToArray()));
    }

    [Fact]
    public void Any_bytes_are_read_or_refused_but_nothing_else() => Property.Holds(Generate.Bytes, bytes => Damage.ReadsOrRefuses(bytes, b => Next(b)));

    [Fact]
    public void The_first_words_of_a_link_are_read_as_they_were_written()
    {
        var hello = new LinkHello(new LinkVersions(3, 4), new NodeId("node-a", 3), new NodeId("b#1", 17));
        var welcome = new LinkWelcome(4, 1 << 20);
        var buffer = new WireBuffer();
        hello.WriteTo(buffer);
        welcome.WriteTo(buffer);
        var bytes = new ReadOnlySequence<byte>(buffer.Written);
        Assert.True(FrameCodec.TryRead(ref bytes, out var frame));
        Assert.Equal(hello, LinkHello.Read(frame.Body));
        Assert.Equal(hello, LinkHello.Read([.. frame.Body, 1, 2, 3]));
        Assert.True(FrameCodec.TryRead(ref bytes, out frame));
        Assert.Equal(welcome, LinkWelcome.Read(frame.Body));
        Assert.Equal(welcome, LinkWelcome.Read([.. frame.Body, 1, 2, 3]));
    }

    [Fact]
    public void Damaged_first_words_are_read_or_refused_but_nothing_else()
    {
        var buffer = new WireBuffer();
        new LinkHello(new LinkVersions(1, 2), new NodeId("a", 1), new NodeId("b", 2)).WriteTo(buffer);
        Assert.All(Damage.Of(buffer.Written[5..].ToArray()), damaged => Damage.ReadsOrRefuses(damaged, b => LinkHello.Read(b)));
    }

    [Theory]
    [InlineData(1, 1, 1, 1, 1)]
    [InlineData(1, 2, 2, 3, 2)]
    [InlineData(2, 3, 1, 2, 2)]
    [InlineData(1, 3, 2, 2, 2)]
    public void Neighbouring_versions_agree_on_the_newest_that_both_speak(int oldest, int newest, int othersOldest, int othersNewest, int agreed) =>
        Assert.Equal(agreed, new LinkVersions(oldest, newest).Agree(new LinkVersions(othersOldest, othersNewest)));

    [Theory]
    [InlineData(1, 1, 2, 3)]
    [InlineData(3, 4, 1, 2)]
    public void Versions_further_apart_do_not_agree(int oldest, int newest, int othersOldest, int othersNewest) =>
        Assert.Null(new LinkVersions(oldest, newest).Agree(new LinkVersions(othersOldest, othersNewest)));

    private static List<(ulong, string)> Read(ReadOnlyMemory<byte> written, int piece)
    {
        var frames = new List<(ulong, string)>();
        var waiting = new List<byte>();
        for (var at = 0; at < written.Length; at += Math.Min(piece, written.Length - at))
        {
            waiting.AddRange(written.Slice(at, Math.Min(piece, written.Length - at)).ToArray());
            var bytes = Segment.Sequence([.. waiting], 7);
            while (FrameCodec.TryRead(ref bytes, out var frame))
            {
                Assert.Equal(FrameKind.Ask, frame.Kind);
                frames.Add((frame.Number(out var rest), Convert.ToHexString(rest)));
            }

            waiting = [.. bytes.ToArray()];
        }

        Assert.Empty(waiting);
        return frames;
    }

    private static FrameKind? Next(byte[] bytes)
    {
        var sequence = new ReadOnlySequence<byte>(bytes);
        return FrameCodec.TryRead(ref sequence, out var frame) ? frame.Kind : null;
    }

    /// <summary>Memory in many small pieces, as a network gives it.</summary>
    private sealed class Segment : ReadOnlySequenceSegment<byte>
    {
        public static ReadOnlySequence<byte> Sequence(byte[] bytes, int length)
        {
            if (bytes.Length == 0)
            {
                return ReadOnlySequence<byte>.Empty;
            }

            var first = new Segment { Memory = bytes.AsMemory(0, Math.Min(length, bytes.Length)) };
            var last = first;
            for (var at = length; at < bytes.Length; at += length)
            {
                var next = new Segment { Memory = bytes.AsMemory(at, Math.Min(length, bytes.Length - at)), RunningIndex = at };
                last.Next = next;
                last = next;
            }

            return new ReadOnlySequence<byte>(first, 0, last, last.Memory.Length);
        }
    }
}
