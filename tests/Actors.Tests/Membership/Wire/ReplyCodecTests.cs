using Actors.Membership.Wire;
using Actors.Tests.Samples;

namespace Actors.Tests.Membership.Wire;

public sealed class ReplyCodecTests
{
    [Fact]
    public void What_is_encoded_is_decoded() => Property.Holds(WireSamples.Replies, expected =>
    {
        var entity = expected.View?.Entity ?? Tally.Key("1");
        Assert.Equal(Text(expected), Text(ReplyCodec.Decode(Encode(expected), Tally.Definition, entity)));
    });

    [Fact]
    public void A_damaged_reply_is_read_or_refused_but_nothing_else() => Property.Holds(WireSamples.Replies, reply =>
        Assert.All(Damage.Of(Encode(reply)), damaged => Damage.ReadsOrRefuses(damaged, Decode)), cases: 50);

    [Fact]
    public void Any_bytes_are_read_or_refused_but_nothing_else() =>
        Property.Holds(Generate.Bytes, bytes => Damage.ReadsOrRefuses(bytes, Decode), cases: 1000);

    [Fact]
    public void Bytes_after_the_end_are_refused() => Property.Holds(WireSamples.Replies, reply =>
        Assert.Throws<FormatException>(() => Decode([.. Encode(reply), 0])));

    [Fact]
    public void A_kind_from_the_future_is_refused_with_advice() =>
        Assert.Contains("upgrade", Assert.Throws<FormatException>(() => Decode([99, 0, 0, 0])).Message, StringComparison.Ordinal);

    private static byte[] Encode(in CommandReply reply)
    {
        var buffer = new WireBuffer();
        ReplyCodec.Encode(reply, Tally.Definition, buffer);
        return buffer.Written.ToArray();
    }

    private static void Decode(byte[] bytes) => ReplyCodec.Decode(bytes, Tally.Definition, Tally.Key("1"));

    private static string Text(in CommandReply reply) => string.Join('|', reply.Kind, reply.First, reply.Count, reply.Detail, reply.IsUncertain,
        reply.Outcome is { } outcome ? $"{outcome.Shard} {outcome.Sequence} {outcome.Version} {outcome.Rejection} {string.Join(',', outcome.Events)}" : null,
        reply.View is { } view ? $"{view.Entity} {view.Version} {view.Sequence} {view.IsParked} {string.Join(',', ((Tally)view.State).Numbers)}" : null);
}
