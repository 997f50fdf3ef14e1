using System.Text;
using Actors.DeadLettering;
using Actors.Schema;
using Actors.Streams.CloudEvents;
using Actors.Streams.Json;
using Actors.Streams.Tests.Samples;

namespace Actors.Streams.Tests.CloudEvents;

/// <summary>Records that become commands, in the two forms that need no code.</summary>
public sealed class CommandDecoderTests
{
    private static readonly CloudEvent PutSeven = new()
    {
        Id = "17",
        Source = "/tills/3",
        Type = "org.example.put-coin",
        Subject = "jar-1",
        TraceParent = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01",
        Data = """{"coin":7}"""u8.ToArray(),
    };

    private static readonly CloudEventsDecoder Events = new(Jar.Model, Jar.Routes);

    private static readonly JsonDecoder Plain = new(
        Jar.Model, Jar.Routes, new JsonDecoderRules(FieldRule.Header("type"), FieldRule.Member("jar.id"), FieldRule.Member("request")));

    [Fact]
    public void An_event_becomes_the_command_of_its_type_for_its_subject_with_its_ids_and_its_trace()
    {
        var decoded = Decode(PutSeven);
        Assert.Equal(new OutgoingCommand(new EntityKey(Jar.Type, new EntityId("jar-1")), new PutCoin(7)), decoded.Command);
        Assert.Equal(new CommandId("/tills/3 17"), decoded.Id);
        Assert.Equal(new Origin(CausationId: "/tills/3 17", TraceParent: PutSeven.TraceParent), decoded.Origin);
    }

    [Fact]
    public void Two_events_have_one_command_id_only_when_source_and_id_are_the_same()
    {
        var twins = new[] { ("a", "b c"), ("a b", "c"), ("a", "b"), ("ab", ""), (new string('x', 200), "1"), (new string('x', 199), "x1") };
        Assert.Equal(twins.Length, twins.Select(t => CloudEventsDecoder.IdOf(PutSeven with { Source = t.Item1, Id = t.Item2 })).Distinct().Count());
    }

    [Fact]
    public void What_cannot_be_a_command_is_refused_by_its_kind_of_fault()
    {
        Assert.Equal(DeadLetterReason.UnknownType, Decode(PutSeven with { Type = "org.example.other" }).Failure);
        Assert.Equal(DeadLetterReason.Invalid, Decode(PutSeven with { Subject = null }).Failure);
        Assert.Equal(DeadLetterReason.Undecodable, Decode(PutSeven with { Data = "{"u8.ToArray() }).Failure);
        Assert.Equal(DeadLetterReason.Undecodable, Decode(PutSeven with { DataContentType = "text/plain" }).Failure);
        Assert.Equal(DeadLetterReason.Undecodable, Events.Decode(Record("no event")).Failure);
        var tolerant = new CloudEventsDecoder(Jar.Model, Jar.Routes, UnknownType.Skip);
        Assert.Same(Decoded.Skip, tolerant.Decode(Record("", CloudEventFormat.WriteBinary(PutSeven with { Type = "org.example.other" }))));
    }

    [Fact]
    public void A_route_to_what_the_model_does_not_know_is_refused_when_the_decoder_is_made()
    {
        var routes = new Dictionary<string, CommandRoute> { ["t"] = new(Jar.Type, new WireName("take-coin", 1)) };
        Assert.Contains("take-coin", Assert.Throws<ArgumentException>(() => new CloudEventsDecoder(Jar.Model, routes)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Plain_JSON_finds_type_entity_and_id_where_the_rules_say()
    {
        var decoded = Plain.Decode(Record("""{"jar":{"id":12},"coin":5,"request":"r-1"}""", [new SourceHeader("type", "org.example.put-coin"u8.ToArray())]));
        Assert.Equal(new OutgoingCommand(new EntityKey(Jar.Type, new EntityId("12")), new PutCoin(5)), decoded.Command);
        Assert.Equal(new CommandId("r-1"), decoded.Id);
        Assert.Equal(DeadLetterReason.Invalid, Plain.Decode(Record("{}")).Failure);
        Assert.Equal(DeadLetterReason.Undecodable, Plain.Decode(Record("[]")).Failure);
    }

    [Fact]
    public void Plain_JSON_may_take_the_entity_from_the_key_and_have_one_type_only()
    {
        var decoder = new JsonDecoder(Jar.Model, Jar.Routes, new JsonDecoderRules(FieldRule.Always("org.example.put-coin"), FieldRule.Key));
        var decoded = decoder.Decode(Record("""{"coin":5}""") with { Key = "jar-2"u8.ToArray() });
        Assert.Equal("jar/jar-2", decoded.Command!.Target.ToString());
        Assert.Null(decoded.Id);
    }

    private static Decoded Decode(CloudEvent @event) =>
        Events.Decode(Record(Encoding.UTF8.GetString(@event.Data.Span), CloudEventFormat.WriteBinary(@event)));

    private static SourceRecord Record(string payload, IReadOnlyList<SourceHeader>? headers = null) =>
        new(new LanePosition(1), Encoding.UTF8.GetBytes(payload), "test") { Headers = headers ?? [] };
}
