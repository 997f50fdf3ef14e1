using Actors.DeadLettering;
using Actors.Membership.Wire;
using Actors.Schema;
using Actors.Sharding;
using Actors.Streams;
using Actors.Tests.Samples;

namespace Actors.Tests.Membership.Wire;

public sealed class EnvelopeCodecTests
{
    private static readonly TimeSpan Remaining = TimeSpan.FromMilliseconds(1500);

    [Fact]
    public void What_is_encoded_is_decoded() => Property.Holds(WireSamples.Envelopes, expected =>
    {
        var actual = EnvelopeCodec.Decode(Encode(expected), WireSamples.Model);
        Assert.Equal(Remaining, actual.Remaining);
        Assert.Equal(expected with { Command = null }, actual.Envelope with { Command = null });
        Assert.Equal(Text(expected.Command), Text(actual.Envelope.Command));
    });

    [Fact]
    public void A_damaged_message_is_read_or_refused_but_nothing_else() => Property.Holds(WireSamples.Envelopes, envelope =>
        Assert.All(Damage.Of(Encode(envelope)), damaged => Damage.ReadsOrRefuses(damaged, Decode)), cases: 50);

    [Fact]
    public void Any_bytes_are_read_or_refused_but_nothing_else() =>
        Property.Holds(Generate.Bytes, bytes => Damage.ReadsOrRefuses(bytes, Decode), cases: 1000);

    [Fact]
    public void Bytes_after_the_end_are_refused() => Property.Holds(WireSamples.Envelopes, envelope =>
        Assert.Throws<FormatException>(() => EnvelopeCodec.Decode([.. Encode(envelope), 0], WireSamples.Model)));

    [Fact]
    public void A_message_that_this_node_does_not_know_is_refused_with_advice()
    {
        var bytes = Encode(new Envelope { Target = Tally.Key("1"), Command = new TallyCommand.Look(), Time = default });
        var fault = Assert.Throws<FormatException>(() => EnvelopeCodec.Decode(bytes, new ActorModel([])));
        Assert.Contains("Upgrade", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_part_from_the_future_is_refused_with_advice() => Assert.Contains(
        "upgrade", Assert.Throws<FormatException>(() => Decode([0x80, 0, 0, 0, 0, 0, 0, 0, 0])).Message, StringComparison.Ordinal);

    [Fact]
    public void A_time_to_wait_is_never_told_shorter_and_never_below_zero()
    {
        var envelope = new Envelope { Target = Tally.Key("1"), Time = default };
        Assert.Equal(TimeSpan.FromMilliseconds(2), Told(TimeSpan.FromMilliseconds(1.5)));
        Assert.Equal(TimeSpan.Zero, Told(TimeSpan.FromSeconds(-1)));
        Assert.Equal(TimeSpan.FromMilliseconds(int.MaxValue), Told(TimeSpan.MaxValue));

        TimeSpan Told(TimeSpan remaining)
        {
            var buffer = new WireBuffer();
            EnvelopeCodec.Encode(envelope, WireSamples.Model, remaining, buffer);
            return EnvelopeCodec.Decode(buffer.WrittenSpan, WireSamples.Model).Remaining;
        }
    }

    [Fact]
    public void A_small_command_takes_few_bytes() =>
        Assert.InRange(Encode(new Envelope { Target = Tally.Key("12"), Command = new TallyCommand.Add(7), Time = default }).Length, 1, 60);

    [Fact]
    public void The_letter_to_keep_when_a_command_is_rejected_travels_with_it()
    {
        var letter = new DeadLetter
        {
            Id = new DeadLetterId("orders/0@17"),
            Reason = DeadLetterReason.Rejected,
            Detail = string.Empty,
            Source = "orders partition 0 offset 16",
            Payload = new byte[] { 1, 2 },
            Time = DateTimeOffset.UnixEpoch,
            Origin = new DeadLetterOrigin("orders", new Lane("orders/0"), new LanePosition(17))
            {
                Key = new byte[] { 3 },
                Headers = [new SourceHeader("type", new byte[] { 4 })],
            },
        };
        var envelope = new Envelope { Target = Tally.Key("1"), Command = new TallyCommand.Look(), Time = default, KeptWhenRejected = letter };
        var actual = EnvelopeCodec.Decode(Encode(envelope), WireSamples.Model).Envelope.KeptWhenRejected!;
        Assert.Equal(letter with { Payload = default, Origin = null }, actual with { Payload = default, Origin = null });
        Assert.Equal([1, 2], actual.Payload.ToArray());
        Assert.Equal(("orders", letter.Origin.Lane, letter.Origin.Position), (actual.Origin!.Ingress, actual.Origin.Lane, actual.Origin.Position));
        Assert.Equal([3], actual.Origin.Key.ToArray());
        Assert.Equal([4], Assert.Single(actual.Origin.Headers, h => h.Name == "type").Value.ToArray());
    }

    [Fact]
    public void The_wish_to_park_an_entity_travels_as_a_part_that_every_release_knows()
    {
        var envelope = new Envelope
        {
            Target = Tally.Key("1"),
            Command = new ParkEntity("a check"),
            Time = DateTimeOffset.UnixEpoch,
            Id = new CommandId("park 1"),
            Origin = Origin.Unknown with { Principal = "ann" },
        };
        var bytes = Encode(envelope);
        Assert.Equal(envelope, EnvelopeCodec.Decode(bytes, WireSamples.Model).Envelope);
        Assert.Equal((0xC2, 1), (bytes[0], bytes[1])); // An id, an origin and a kept letter: no command, and nothing new.
    }

    private static byte[] Encode(Envelope envelope)
    {
        var buffer = new WireBuffer();
        EnvelopeCodec.Encode(envelope, WireSamples.Model, Remaining, buffer);
        return buffer.Written.ToArray();
    }

    private static void Decode(byte[] bytes) => EnvelopeCodec.Decode(bytes, WireSamples.Model);

    private static string? Text(object? command) => command is TallyCommand.AddAll all ? string.Join(',', all.Numbers) : command?.ToString();
}
