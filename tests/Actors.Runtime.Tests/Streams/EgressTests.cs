using System.Globalization;
using System.Text;
using Actors.DeadLettering;
using Actors.Runtime.Streams.Publishing;
using Actors.Runtime.Tests.Nodes;
using Actors.Runtime.Tests.Samples;
using Actors.Streams.Publishing;
using Actors.TestKit.Time;

namespace Actors.Runtime.Tests.Streams;

/// <summary>Events that are published: all of them, in order for each entity, at least once.</summary>
public sealed class EgressTests
{
    private static readonly Egress Numbers = Egress.Named("numbers", "/notes")
        .On<NoteEvent.Written>((e, _) => e.Number switch
        {
            < 0 => throw new InvalidOperationException("A mapping with a bug."),
            0 => null,
            _ => new PublicEvent("org.example.number.v1", Encoding.UTF8.GetBytes(e.Number.ToString(CultureInfo.InvariantCulture))),
        })
        .Build();

    private readonly TestStore _store = new();

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [Trait("Invariant", "I4")]
    public async Task Every_event_arrives_at_least_once_and_in_the_order_of_its_entity_while_the_sink_breaks_and_the_node_restarts(int seed)
    {
        var sink = new BrokenSink(seed) { BreaksOfHundred = 40 };
        await using var node = await Start(sink);
        for (var round = 0; round < 3; round++)
        {
            await Task.WhenAll(Enumerable.Range(0, 5).Select(n => WriteTwenty(node, $"n{n}", (round * 20) + 1)));
            await node.Restart();
        }

        await Eventually.Holds(() => sink.ArrivedOnce.Count() == 300, () => sink.ArrivedOnce.Count());
        for (var n = 0; n < 5; n++)
        {
            var arrived = sink.ArrivedOnce.Where(r => r.Key == $"notebook/n{n}").Select(r => r.Payload);
            Assert.Equal(Enumerable.Range(1, 60).Select(i => i.ToString(CultureInfo.InvariantCulture)), arrived);
        }
    }

    [Fact]
    public async Task After_an_orderly_stop_nothing_is_published_again()
    {
        var sink = new BrokenSink(1);
        await using var node = await Start(sink);
        await WriteTwenty(node, "a", 1);
        await node.System.WaitForProjections(CancellationToken.None);
        await node.Restart();
        await WriteTwenty(node, "a", 21);
        await node.System.WaitForProjections(CancellationToken.None);
        Assert.Equal(40, sink.Arrived.Count);
    }

    [Fact]
    [Trait("Invariant", "I6")]
    public async Task An_event_that_cannot_be_mapped_becomes_a_dead_letter_and_one_that_is_for_nobody_is_left_out()
    {
        var sink = new BrokenSink(1);
        await using var node = await Start(sink);
        await node.Ask("a", Note.Write(1));
        await node.Ask("a", Note.Write(-1));
        await node.Ask("a", Note.Write(0));
        await node.Ask("a", Note.Write(2));
        await node.System.WaitForProjections(CancellationToken.None);
        Assert.Equal(["1", "2"], sink.Arrived.Select(r => r.Payload));
        var letter = Assert.Single(await _store.DeadLetters.List(DeadLetterStatus.Waiting, null, 10, CancellationToken.None));
        Assert.Equal((DeadLetterReason.PublishingFailed, Note.Key("a")), (letter.Reason, letter.Entity));
        Assert.Contains("bug", letter.Detail, StringComparison.Ordinal);
    }

    private static async Task WriteTwenty(TestNode node, string notebook, int first)
    {
        for (var number = first; number < first + 20; number++)
        {
            await node.Ask(notebook, Note.Write(number));
        }
    }

    private Task<TestNode> Start(BrokenSink sink) =>
        TestNode.Start(store: _store, projections: new EgressPublisher(Numbers, sink, Note.Model(), _store));
}
