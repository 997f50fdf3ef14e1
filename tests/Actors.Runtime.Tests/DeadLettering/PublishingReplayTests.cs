using System.Collections.Concurrent;
using System.Globalization;
using System.Text;
using Actors.DeadLettering;
using Actors.Operations;
using Actors.Runtime.Streams.Publishing;
using Actors.Runtime.Tests.Nodes;
using Actors.Runtime.Tests.Samples;
using Actors.Streams.Publishing;
using Actors.TestKit.InMemory;
using Actors.TestKit.Time;

namespace Actors.Runtime.Tests.DeadLettering;

/// <summary>Events that could not be published, and are published from their dead letters.</summary>
public sealed class PublishingReplayTests
{
    private static readonly CancellationToken None = CancellationToken.None;
    private readonly TestStore _store = new();
    private readonly InMemorySink _sink = new() { RecordBytesMax = 1000 };
    private readonly ConcurrentDictionary<long, bool> _mended = new();
    private readonly Egress _egress;

    public PublishingReplayTests() => _egress = Egress.Named("numbers", "/notes").On<NoteEvent.Written>((e, _) => Map(e.Number)).Build();

    [Fact]
    [Trait("Invariant", "I4")]
    public async Task Replayed_letters_are_published_in_the_order_of_each_entity_marked_and_behind_the_others()
    {
        await using var node = await Start();
        foreach (var number in new long[] { -1, 1, -2, 2, -3 })
        {
            await node.Ask("a", Note.Write(number));
            await node.Ask("b", Note.Write(number));
        }

        await Letters(6);
        Mend(-1, -2, -3);
        var replays = await node.System.DeadLetters.ReplayAll(DeadLetterFilter.Waiting, null, 100, "ann", "mended", None);
        Assert.Equal((6, 0), (replays.Replayed, replays.Failed));
        Assert.Equal(["1", "2", "-1", "-2", "-3"], Published("a"));
        Assert.Equal(["1", "2", "-1", "-2", "-3"], Published("b"));
        Assert.All(_sink.Records, r => Assert.Equal(
            Encoding.UTF8.GetString(r.Payload.Span).StartsWith('-'), r.Headers.Any(h => h.Name == Egress.ReplayedHeader)));
        Assert.Equal(10, _sink.Records.Select(r => Encoding.UTF8.GetString(r.Headers.Single(h => h.Name == "ce_id").Value.Span)).Distinct().Count());
        Assert.Equal(0, await _store.DeadLetters.Count(DeadLetterStatus.Waiting, None));
    }

    [Fact]
    [Trait("Invariant", "I4")]
    public async Task A_letter_that_fails_again_holds_back_the_later_ones_of_its_entity_and_no_others()
    {
        await using var node = await Start();
        foreach (var number in new[] { -1, -2 })
        {
            await node.Ask("a", Note.Write(number));
        }

        await node.Ask("b", Note.Write(-2));
        var letters = await Letters(3);
        Mend(-2);
        var replays = await node.System.DeadLetters.ReplayAll(DeadLetterFilter.Waiting, null, 100, "ann", null, None);
        Assert.Equal((1, 2), (replays.Replayed, replays.Failed));
        Assert.Empty(Published("a"));
        Assert.Equal(["-2"], Published("b"));

        var later = letters.Last(l => l.Entity == Note.Key("a"));
        var single = await node.System.DeadLetters.Replay(later.Id, "ann", null, None);
        Assert.Contains("waits behind", single!.Detail, StringComparison.Ordinal);
        await node.System.DeadLetters.Discard(letters.First(l => l.Entity == Note.Key("a")).Id, "not for others", "ann", None);
        Assert.Equal(DeadLetterReplayResult.Replayed, (await node.System.DeadLetters.Replay(later.Id, "ann", null, None))!.Result);
        Assert.Equal(["-2"], Published("a"));
    }

    [Fact]
    [Trait("Invariant", "I6")]
    public async Task A_record_that_the_sink_refuses_for_good_becomes_a_letter_and_the_others_of_its_batch_are_published_in_order()
    {
        await using var node = await Start();
        var egress = Assert.Single(node.System.Egresses.List()).Egress;
        Assert.True(node.System.Egresses.Pause(egress)); // So that all of them are one batch.
        foreach (var number in new[] { 1, 2, 9_999, 3, 4 })
        {
            await node.Ask("a", Note.Write(number));
        }

        Assert.True(node.System.Egresses.Resume(egress));
        var letter = Assert.Single(await Letters(1));
        await node.System.WaitForProjections(None);
        Assert.Equal(["1", "2", "3", "4"], Published("a").Distinct());
        Assert.Contains("size", letter.Detail, StringComparison.Ordinal);
        Assert.True(node.System.Health.IsReady);

        var refused = await node.System.DeadLetters.Replay(letter.Id, "ann", null, None);
        Assert.Contains("size", refused!.Detail, StringComparison.Ordinal);
        Mend(9_999);
        Assert.Equal(DeadLetterReplayResult.Replayed, (await node.System.DeadLetters.Replay(letter.Id, "ann", null, None))!.Result);
        Assert.Equal("9999", Published("a")[^1]);
    }

    [Fact]
    public async Task While_the_sink_is_away_a_replay_fails_and_the_letter_waits()
    {
        await using var node = await Start();
        await node.Ask("a", Note.Write(-1));
        var letter = Assert.Single(await Letters(1));
        Mend(-1);
        _sink.IsAway = true;
        Assert.Equal(DeadLetterReplayResult.Failed, (await node.System.DeadLetters.Replay(letter.Id, "ann", null, None))!.Result);
        _sink.IsAway = false;
        Assert.Equal(DeadLetterReplayResult.Replayed, (await node.System.DeadLetters.Replay(letter.Id, "ann", null, None))!.Result);
        Assert.Equal(["-1"], Published("a"));
    }

    [Fact]
    public async Task A_letter_of_an_egress_that_is_gone_says_what_can_be_done()
    {
        await using (var node = await Start())
        {
            await node.Ask("a", Note.Write(-1));
            await Letters(1);
        }

        await using var other = await TestNode.Start(store: _store);
        var details = await other.System.DeadLetters.Show((await Letters(1))[0].Id, None);
        Assert.Contains("no 'egress numbers' any more", details!.Fault, StringComparison.Ordinal);
    }

    private PublicEvent Map(long number) => (number, _mended.ContainsKey(number)) switch
    {
        ( < 0, false) => throw new InvalidOperationException("A mapping with a bug."),
        (9_999, false) => new PublicEvent("org.example.number.v1", new byte[2000]),
        _ => new PublicEvent("org.example.number.v1", Encoding.UTF8.GetBytes(number.ToString(CultureInfo.InvariantCulture))),
    };

    private void Mend(params long[] numbers)
    {
        foreach (var number in numbers)
        {
            _mended[number] = true;
        }
    }

    private List<string> Published(string notebook) =>
        [.. _sink.Records.Where(r => r.Key == $"notebook/{notebook}").Select(r => Encoding.UTF8.GetString(r.Payload.Span))];

    private async Task<IReadOnlyList<DeadLetter>> Letters(int count)
    {
        IReadOnlyList<DeadLetter> letters = [];
        await Eventually.Holds(async () => (letters = await _store.DeadLetters.List(DeadLetterStatus.Waiting, null, 100, None)).Count == count);
        return letters;
    }

    private Task<TestNode> Start() => TestNode.Start(store: _store, projections: new EgressPublisher(_egress, _sink, Note.Model(), _store));
}
