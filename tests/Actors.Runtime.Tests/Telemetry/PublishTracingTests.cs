using System.Diagnostics;
using System.Globalization;
using System.Text;
using Actors.Runtime.Streams.Publishing;
using Actors.Runtime.Tests.Nodes;
using Actors.Runtime.Tests.Samples;
using Actors.Runtime.Tests.Streams;
using Actors.Streams;
using Actors.Streams.Publishing;
using Actors.TestKit.InMemory;
using Actors.TestKit.Time;

namespace Actors.Runtime.Tests.Telemetry;

/// <summary>Where a trace comes in from a source and goes out to a sink.</summary>
public sealed class PublishTracingTests
{
    private static readonly Egress Numbers = Egress.Named("numbers", "/notes")
        .On<NoteEvent.Written>((e, _) => e.Number == 0 ? null : new PublicEvent("number", Encoding.UTF8.GetBytes(e.Number.ToString(CultureInfo.InvariantCulture))))
        .Build();

    private readonly TestStore _store = new();
    private readonly ActivityTraceId _trace = ActivityTraceId.CreateRandom();

    private string Parent => $"00-{_trace}-{ActivitySpanId.CreateRandom()}-01";

    [Fact]
    public async Task A_published_record_names_the_span_of_its_publishing_and_what_is_not_for_others_leaves_none()
    {
        using var spans = new CollectedSpans(_trace);
        var sink = new InMemorySink();
        await using var node = await Start(sink);
        await Ask(node, 0);
        await Ask(node, 7);
        await Eventually.Holds(
            () => spans.Ended.Any(s => s is { DisplayName: "publish egress numbers", Recorded: true }),
            () => string.Join(", ", spans.Ended.Select(s => s.DisplayName)));
        var span = spans.Ended.Single(s => s is { DisplayName: "publish egress numbers", Recorded: true });
        Assert.Equal((ActivityKind.Producer, ActivityStatusCode.Unset), (span.Kind, span.Status));
        Assert.Contains(spans.Ended, s => s.DisplayName == "ask notebook" && s.SpanId == span.ParentSpanId);
        Assert.Equal(span.Id, Header(Assert.Single(sink.Records), "ce_traceparent"));
    }

    [Fact]
    public async Task A_sink_that_does_not_take_a_batch_is_told_by_a_failed_span()
    {
        using var spans = new CollectedSpans(_trace);
        var sink = new InMemorySink { IsAway = true };
        await using var node = await Start(sink);
        await Ask(node, 7);
        await Eventually.Holds(() => spans.Ended.Any(s => s is { DisplayName: "publish egress numbers", Status: ActivityStatusCode.Error }));
        sink.IsAway = false;
        await Eventually.Holds(() => sink.Records.Count == 1);
    }

    [Theory]
    [InlineData("traceparent", true)]
    [InlineData("TraceParent", true)]
    [InlineData("trace", false)]
    public async Task The_header_beside_a_record_leads_its_trace_on_whatever_its_decoder_knows(string header, bool leadsOn)
    {
        using var spans = new CollectedSpans(_trace);
        await using var node = await TestNode.Start(store: _store);
        var source = new OneRecord(new SourceRecord(new LanePosition(1), "a 1"u8.ToArray(), "row 1")
        {
            Headers = [new SourceHeader(header, Encoding.UTF8.GetBytes(Parent))],
        });
        await node.System.Connect(source, new LineDecoder()).Run(CancellationToken.None).WaitAsync(Eventually.Deadline);
        Assert.Equal([1], await node.Numbers("a"));
        Assert.Equal(leadsOn, spans.Has("process one") && spans.Has("decide notebook"));
    }

    [Fact]
    public async Task A_header_that_is_no_trace_changes_nothing()
    {
        await using var node = await TestNode.Start(store: _store);
        var source = new OneRecord(new SourceRecord(new LanePosition(1), "a 1"u8.ToArray(), "row 1")
        {
            Headers = [new SourceHeader("traceparent", new byte[] { 0xff, 0x00 }), new SourceHeader("traceparent", "00-zz"u8.ToArray())],
        });
        await node.System.Connect(source, new LineDecoder()).Run(CancellationToken.None).WaitAsync(Eventually.Deadline);
        Assert.Equal([1], await node.Numbers("a"));
    }

    private static string? Header(SinkRecord record, string name) =>
        record.Headers.Where(h => h.Name == name).Select(h => Encoding.UTF8.GetString(h.Value.Span)).SingleOrDefault();

    private Task<TestNode> Start(InMemorySink sink) =>
        TestNode.Start(Note.Model(), _store, projections: new EgressPublisher(Numbers, sink, Note.Model(), _store));

    private Task<Outcome> Ask(TestNode node, long number) => node.Notebook("a").Ask(
        Note.Write(number), new AskOptions { Timeout = TimeSpan.FromSeconds(30), Origin = new Origin(TraceParent: Parent) });

    private sealed class OneRecord(SourceRecord record) : ISource
    {
        public Lane Lane { get; } = new("one");

        public long? Count => 1;

        public async IAsyncEnumerable<SourceRecord> Read(
            LanePosition after, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken)
        {
            await Task.Yield();
            if (after < record.Position)
            {
                yield return record;
            }
        }
    }
}
