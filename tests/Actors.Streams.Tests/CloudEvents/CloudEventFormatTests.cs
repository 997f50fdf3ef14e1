using System.Text;
using System.Text.Json;
using Actors.Streams.CloudEvents;
using FsCheck;
using FsCheck.Fluent;

namespace Actors.Streams.Tests.CloudEvents;

/// <summary>CloudEvents survive writing and reading in both modes, and what is none is refused.</summary>
public sealed class CloudEventFormatTests
{
    [Fact]
    public void An_event_that_was_written_in_binary_mode_reads_the_same() => Prop.ForAll(Events(), @event =>
        Same(@event, CloudEventFormat.Read(Binary(@event)))).QuickCheckThrowOnFailure();

    [Fact]
    public void An_event_that_was_written_in_structured_mode_reads_the_same() => Prop.ForAll(Events(), @event =>
        Same(@event, CloudEventFormat.Read(Structured(Encoding.UTF8.GetString(CloudEventFormat.WriteStructured(@event).Span)))))
        .QuickCheckThrowOnFailure();

    [Fact]
    public void Reading_throws_nothing_but_FormatException_whatever_the_bytes_are() => Prop.ForAll<byte[], bool>((bytes, isStructured) =>
    {
        try
        {
            var headers = isStructured ? [Header("content-type", "application/cloudevents+json")] : new[] { new SourceHeader("ce_id", bytes) };
            CloudEventFormat.Read(new SourceRecord(new LanePosition(1), bytes, "test") { Headers = headers });
        }
        catch (FormatException)
        {
            // As promised.
        }
    }).QuickCheckThrowOnFailure();

    [Theory]
    [InlineData("""{"id":"1","source":"s","type":"t"}""", "specversion")]
    [InlineData("""{"specversion":"0.3","id":"1","source":"s","type":"t"}""", "0.3")]
    [InlineData("""{"specversion":"1.0","source":"s","type":"t"}""", "no id")]
    [InlineData("""{"specversion":"1.0","id":"1","source":"","type":"t"}""", "no source")]
    [InlineData("""{"specversion":"1.0","id":"1","source":"s"}""", "no type")]
    [InlineData("""{"specversion":"1.0","id":7,"source":"s","type":"t"}""", "not a text")]
    [InlineData("""{"specversion":"1.0","id":"1","source":"s","type":"t","time":"soon"}""", "soon")]
    [InlineData("""{"specversion":"1.0","id":"1","source":"s","type":"t","data_base64":"%"}""", "base64")]
    [InlineData("[]", "object")]
    [InlineData("{", "JSON")]
    public void What_is_no_event_is_refused_with_a_reason(string json, string reason) =>
        Assert.Contains(reason, Assert.Throws<FormatException>(() => CloudEventFormat.Read(Structured(json))).Message, StringComparison.Ordinal);

    [Fact]
    public void Data_of_another_type_may_stand_as_text_or_in_base64()
    {
        const string head = """{"specversion":"1.0","id":"1","source":"s","type":"t","datacontenttype":"text/plain",""";
        Assert.Equal("hello"u8.ToArray(), CloudEventFormat.Read(Structured(head + "\"data\":\"hello\"}")).Data.ToArray());
        Assert.Equal("hello"u8.ToArray(), CloudEventFormat.Read(Structured(head + "\"data_base64\":\"aGVsbG8=\"}")).Data.ToArray());
    }

    private static SourceHeader Header(string name, string value) => new(name, Encoding.UTF8.GetBytes(value));

    private static SourceRecord Binary(CloudEvent @event) =>
        new(new LanePosition(1), @event.Data, "test") { Headers = CloudEventFormat.WriteBinary(@event) };

    private static SourceRecord Structured(string json) => new(new LanePosition(1), Encoding.UTF8.GetBytes(json), "test")
    {
        Headers = [Header("Content-Type", "application/cloudevents+json; charset=utf-8")],
    };

    private static bool Same(CloudEvent one, CloudEvent other) =>
        one with { Data = default } == (other with { Data = default }) && one.Data.Span.SequenceEqual(other.Data.Span);

    private static Arbitrary<CloudEvent> Events()
    {
        var text = ArbMap.Default.GeneratorFor<NonEmptyString>().Select(s => Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(s.Get)));
        var maybe = Gen.OneOf(Gen.Constant<string?>(null), text.Select(t => (string?)t));
        var data = Gen.OneOf(
            Gen.Constant(((string?)null, ReadOnlyMemory<byte>.Empty)),
            text.Select(t => ((string?)null, (ReadOnlyMemory<byte>)JsonSerializer.SerializeToUtf8Bytes(new { t }))),
            ArbMap.Default.GeneratorFor<byte[]>().Select(b => ((string?)"application/octet-stream", (ReadOnlyMemory<byte>)b)));
        var time = Gen.Choose(0, 2_000_000_000).Select(s => (DateTimeOffset?)DateTimeOffset.FromUnixTimeSeconds(s).AddTicks(s % 10_000_000));
        return (from id in text
                from source in text
                from type in text
                from subject in maybe
                from trace in maybe
                from at in time
                from content in data
                select new CloudEvent
                {
                    Id = id,
                    Source = source,
                    Type = type,
                    Subject = subject,
                    TraceParent = trace,
                    Sequence = subject,
                    Time = at,
                    DataContentType = content.Item1,
                    Data = content.Item2,
                }).ToArbitrary();
    }
}
