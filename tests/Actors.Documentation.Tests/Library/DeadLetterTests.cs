using System.Text;
using System.Text.Json;
using Actors;
using Actors.DeadLettering;
using Actors.Operations;
using Actors.Runtime;
using Actors.Schema;
using Actors.Streams.Publishing;
using Actors.TestKit.InMemory;
using Actors.TestKit.Time;
using Xunit;

namespace Library;

/// <summary>The examples of the page on dead letters.</summary>
public sealed class DeadLetterTests
{
    [Fact]
    public async Task Bad_loans_are_mended_and_replayed()
    {
        var stopping = CancellationToken.None;
        await using var store = new InMemoryStore();
        await using var system = await ActorSystem.Start(LibraryModel.Create(new FakeLetterService()), store);
        var topic = new InMemoryTopic("loans", 1);
        topic.Append(0, "what?"u8.ToArray());
        topic.Append(0, """{"book":"b1","reader":"ann","days":90}"""u8.ToArray());
        using var end = new CancellationTokenSource();
        var running = system.Connect(topic.Join(), new LoanDecoder()).Run(end.Token);
        await Eventually.Holds(async () => await store.DeadLetters.Count(DeadLetterStatus.Waiting, stopping) == 2);

        // <dead-letters>
        var letters = system.DeadLetters;
        var waiting = await letters.Store.List(DeadLetterFilter.Waiting with { Reason = DeadLetterReason.Undecodable }, null, 100, stopping);
        var repaired = JsonDocument.Parse("""{"book":"b2","reader":"bob","days":14}""").RootElement;
        await letters.Edit(waiting[0].Id, new DeadLetterChange { Payload = repaired, Note = "as bob meant it" }, "ann", stopping);
        var replay = await letters.Replay(waiting[0].Id, "ann", null, stopping);
        var others = await letters.ReplayAll(DeadLetterFilter.Waiting, null, 1_000, "ann", "the decoder was mended", stopping);
        // </dead-letters>

        Assert.Equal(DeadLetterReplayResult.Replayed, replay!.Result);
        Assert.Equal((0, 1), (others.Replayed, others.Failed));
        var view = await system.Region.View(EntityKey.Parse("loan/b2"), TimeSpan.FromSeconds(20), stopping);
        Assert.Equal("bob", ((Loan)view.State).Reader);
        var sink = new ListSink();
        // <dead-letter-topic>
        system.PublishDeadLetters(sink);
        // </dead-letter-topic>
        await Eventually.Holds(() => sink.Ids.Count == 2);
        Assert.Equal(["memory:loans/0@1", "memory:loans/0@2"], sink.Ids);
        await end.CancelAsync();
        await running.WaitAsync(Eventually.Deadline);
    }

    [Fact]
    public void A_rule_is_checked_without_an_entity()
    {
        var definition = EntityDefinition.For<Loan, LoanCommand, LoanEvent>(LibraryJson.Default)
            .Command<BorrowBook>("borrow-book").Validate<BorrowBook>(CheckDays).Build();
        Assert.Null(definition.Validate(new BorrowBook("ann", 28)));
        Assert.Equal("too-long", definition.Validate(new BorrowBook("ann", 90))!.Code);
    }

    // <rule>
    private static Rejection? CheckDays(BorrowBook command) =>
        command.Days is < 1 or > 60 ? new Rejection("too-long", $"A book is lent for 1 to 60 days, not {command.Days}.") : null;
    // </rule>

    private sealed class ListSink : ISink
    {
        private volatile IReadOnlyList<string> _ids = [];

        public IReadOnlyList<string> Ids => _ids;

        public Task Publish(IReadOnlyList<SinkRecord> records, CancellationToken cancellationToken)
        {
            _ids = [.. _ids, .. records.Select(r => Encoding.UTF8.GetString(r.Headers.Single(h => h.Name == "dead-letter-id").Value.Span))];
            return Task.CompletedTask;
        }
    }
}
