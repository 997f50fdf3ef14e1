using System.Diagnostics;
using Actors.Runtime.Tests.Nodes;
using Actors.Runtime.Tests.Samples;
using Actors.SideEffects;
using Actors.TestKit.Time;

namespace Actors.Runtime.Tests.Telemetry;

/// <summary>One story is one trace.</summary>
public sealed class TracingTests
{
    private readonly Telephone _telephone = new();
    private readonly ActivityTraceId _trace = ActivityTraceId.CreateRandom();

    private string Parent => $"00-{_trace}-{ActivitySpanId.CreateRandom()}-01";

    [Fact]
    public async Task A_trace_goes_from_the_ask_through_decision_commit_reaction_and_projection_to_the_commit_of_what_followed()
    {
        using var spans = new CollectedSpans(_trace);
        var list = new NumberList();
        await using var node = await TestNode.Start(Note.Model([Note.Forwarding]), projections: list);
        await Ask(node, new NoteCommand.Forward("b", 1));
        await Eventually.Holds(
            () => spans.Has("react forwarding") && spans.Has("commit", 2) && spans.Has("decide notebook", 2) && spans.Has($"project {list.Name}", 2),
            () => Names(spans));
        Assert.Equal(["react forwarding", "ask notebook"], spans.PathOf("react forwarding"));
        Assert.Equal(["decide notebook", "ask notebook"], spans.PathOf("decide notebook"));
        Assert.Equal(2, spans.Ended.Count(s => s.ParentSpanId == spans.Ended.Single(r => r.DisplayName == "react forwarding").SpanId
            && s.DisplayName is "decide notebook" or "commit"));
    }

    [Fact]
    public async Task A_side_effect_is_a_span_of_its_own_and_carries_the_trace_to_whom_it_calls()
    {
        using var spans = new CollectedSpans(_trace);
        string? seen = null;
        _telephone.Answer = (_, _, _) =>
        {
            seen = Activity.Current?.DisplayName;
            return Task.CompletedTask;
        };
        await using var node = await TestNode.Start(_telephone.Model());
        await Ask(node, new NoteCommand.Phone("b", 1));
        await Eventually.Holds(() => spans.Has("side effect telephone") && spans.Has("commit", 2), () => Names(spans));
        Assert.Equal("side effect telephone", seen);
        Assert.Equal(["side effect telephone", "ask notebook"], spans.PathOf("side effect telephone"));
    }

    [Fact]
    public async Task A_side_effect_that_gave_up_is_a_failed_span()
    {
        using var spans = new CollectedSpans(_trace);
        _telephone.Answer = (_, _, _) => throw new InvalidOperationException("busy");
        await using var node = await TestNode.Start(_telephone.Model(new SideEffectOptions { AttemptsMax = 1 }));
        await Ask(node, new NoteCommand.Phone("b", 1));
        await Eventually.Holds(() => spans.Has("side effect telephone"), () => Names(spans));
        var span = spans.Ended.Single(s => s.DisplayName == "side effect telephone");
        Assert.Equal((ActivityStatusCode.Error, nameof(InvalidOperationException)), (span.Status, span.GetTagItem("error.type")));
    }

    [Fact]
    public async Task A_trace_that_its_sender_does_not_keep_leaves_no_span_and_is_handed_on_unchanged()
    {
        using var spans = new CollectedSpans(_trace, ActivitySamplingResult.PropagationData);
        await using var node = await TestNode.Start(Note.Model([Note.Forwarding]));
        var parent = $"{Parent[..^2]}00";
        await Ask(node, new NoteCommand.Forward("b", 1), parent);
        await Eventually.Holds(async () => (await node.Numbers("b")).Count == 1);
        Assert.DoesNotContain(spans.Ended, s => s.Recorded);
        var shard = node.Store.Journal.ShardCount.ShardOf(Note.Key("b"));
        var records = await node.Store.Journal.Read(shard, Journal.SequenceNumber.None, 10, CancellationToken.None);
        Assert.Contains(records, r => r.Entity == Note.Key("b") && r.Metadata.Origin.TraceParent == parent);
    }

    private static string Names(CollectedSpans spans) => string.Join(", ", spans.Ended.Select(s => s.DisplayName));

    private Task<Outcome> Ask(TestNode node, NoteCommand command, string? parent = null) =>
        node.Notebook("a").Ask(command, new AskOptions { Timeout = TimeSpan.FromSeconds(30), Origin = new Origin(TraceParent: parent ?? Parent) });
}
