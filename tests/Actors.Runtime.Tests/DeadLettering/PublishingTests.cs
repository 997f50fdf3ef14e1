using System.Collections.Concurrent;
using System.Text;
using Actors.Runtime.Tests.Nodes;
using Actors.Runtime.Tests.Streams;
using Actors.Streams.Publishing;
using Actors.TestKit.InMemory;
using Actors.TestKit.Time;

namespace Actors.Runtime.Tests.DeadLettering;

/// <summary>Dead letters reach a sink as well.</summary>
public sealed class PublishingTests
{
    [Fact]
    public async Task Every_letter_is_published_in_order_at_least_once_also_when_the_sink_breaks()
    {
        await using var node = await TestNode.Start();
        var sink = new BreakingSink();
        await node.System.Connect(new ListSource(["bad one", "a 1", "bad two"]), new LineDecoder()).Run(CancellationToken.None);
        node.System.PublishDeadLetters(sink);
        await Eventually.Holds(async () => (await node.Store.DeadLetters.ListUnpublished(10, CancellationToken.None)).Count == 0);
        Assert.Equal(["lines@1 bad one invalid", "lines@3 bad two invalid"], sink.Arrived.Distinct());
        Assert.True(sink.Arrived.Count > 2, "The broken batch was not published again.");
        Assert.True(node.System.Health.IsReady);
    }

    [Fact]
    public async Task A_letter_that_the_sink_does_not_take_is_announced_without_its_bytes()
    {
        await using var node = await TestNode.Start();
        var sink = new InMemorySink { RecordBytesMax = 100 };
        await node.System.Connect(new ListSource(["bad one", $"bad {new string('x', 200)}", "bad two"]), new LineDecoder()).Run(CancellationToken.None);
        node.System.PublishDeadLetters(sink);
        await Eventually.Holds(() => sink.Records.Count == 3, () => sink.Records.Count);
        Assert.Equal([false, true, false], sink.Records.Select(r => r.Headers.Any(h => h.Name == "dead-letter-omitted")));
        Assert.Equal([7, 0, 7], sink.Records.Select(r => r.Payload.Length));
    }

    /// <summary>Takes the first batch and says that it did not.</summary>
    private sealed class BreakingSink : ISink
    {
        private int _batches;

        public ConcurrentQueue<string> Arrived { get; } = new();

        public Task Publish(IReadOnlyList<SinkRecord> records, CancellationToken cancellationToken)
        {
            foreach (var record in records)
            {
                string Header(string name) => Encoding.UTF8.GetString(record.Headers.Single(h => h.Name == name).Value.Span);
                Arrived.Enqueue($"{Header("dead-letter-id")} {Encoding.UTF8.GetString(record.Payload.Span)} {Header("dead-letter-reason")}");
            }

            return _batches++ == 0 ? Task.FromException(new SinkUnavailableException("The test broke this batch.")) : Task.CompletedTask;
        }
    }
}
