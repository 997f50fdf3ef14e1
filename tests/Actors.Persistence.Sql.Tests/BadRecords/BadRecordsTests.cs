using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using Actors.DeadLettering;
using Actors.Operations;
using Actors.Persistence.Sql.Tests.Sources;
using Actors.Runtime;
using Actors.Runtime.Streams;
using Actors.Sharding;
using Actors.Streams;
using Actors.Streams.Json;
using Xunit.Abstractions;

namespace Actors.Persistence.Sql.Tests.BadRecords;

/// <summary>Bad records among many good ones, in ten ways: all are kept with the right reason, and mended ones lead to the state of a clean run.</summary>
public sealed class BadRecordsTests(ITestOutputHelper output)
{
    private const int BadEvery = 101;
    private static readonly int Bad = Environment.GetEnvironmentVariable("ACTORS_NIGHTLY") == "1" ? 10_000 : 300;
    private static readonly int Total = Bad * BadEvery;

    [Fact]
    public async Task Bad_records_are_kept_with_their_reason_and_after_repair_and_replay_the_state_is_that_of_a_clean_run()
    {
        var clean = await Run(new ReadingSource(Total, BadEvery, isRepaired: true), (_, _) => Task.CompletedTask);
        var source = new ReadingSource(Total, BadEvery, isRepaired: false);
        var mended = await Run(source, async (system, counts) =>
        {
            Assert.Equal(Total - Bad, counts.Accepted);
            await AssertKept(system, source);
            await Repair(system, source);
        });
        Assert.Equal(clean.Count, mended.Count);
        Assert.Equal(clean, mended);
    }

    private async Task<Dictionary<string, Meter>> Run(ReadingSource source, Func<ActorSystem, IngressCounts, Task> then)
    {
        await using var database = new SqliteSource();
        await using var store = await database.OpenSqlite(new ShardCount(16), CancellationToken.None);
        await using var system = await ActorSystem.Start(Meter.Model, store, new ActorSystemOptions { ShardHosts = 1 });
        var decoder = new JsonDecoder(
            Meter.Model,
            new Dictionary<string, CommandRoute> { ["add"] = new(Meter.Type, new Schema.WireName("add-reading", 1)) },
            new JsonDecoderRules(FieldRule.Member("type"), FieldRule.Member("meter")));
        var ingress = system.Connect(source, decoder, new IngressOptions { Rejections = RejectionHandling.DeadLetter });
        var started = Stopwatch.GetTimestamp();
        await ingress.Run(CancellationToken.None);
        var seconds = Stopwatch.GetElapsedTime(started).TotalSeconds;
        output.WriteLine($"{ingress.Counts.Accepted} accepted in {seconds:0.00} s: {ingress.Counts.Accepted / seconds:0} per second; {ingress.Counts}");
        await then(system, ingress.Counts);
        return await States(system, source);
    }

    private static async Task AssertKept(ActorSystem system, ReadingSource source)
    {
        var found = 0;
        await foreach (var letter in All(system))
        {
            found++;
            var kind = source.KindOf(PositionOf(letter));
            Assert.True(kind is not null && ReadingSource.Reasons[kind.Value] == letter.Reason, letter.ToString());
        }

        Assert.Equal(Bad, found);
    }

    private static async Task Repair(ActorSystem system, ReadingSource source)
    {
        var letters = system.DeadLetters;
        await foreach (var letter in All(system))
        {
            var record = JsonDocument.Parse(source.Good(PositionOf(letter))).RootElement;
            var change = letter.Reason == DeadLetterReason.DecisionFailed
                ? new DeadLetterChange { Payload = record, Type = "add-reading:1" }
                : new DeadLetterChange { Payload = record };
            Assert.Null((await letters.Edit(letter.Id, change, "operator", CancellationToken.None))!.Fault);
        }

        var replays = await letters.ReplayAll(DeadLetterFilter.Waiting, null, DeadLettersMax, "operator", null, CancellationToken.None);
        Assert.True(replays is { Failed: 0, Parked: 0 } && replays.Replayed == Bad, string.Join("; ", replays.Failures.Take(3)));
        Assert.Equal(0, await letters.Store.Count(DeadLetterStatus.Waiting, CancellationToken.None));
    }

    private static int DeadLettersMax => Runtime.DeadLettering.DeadLetters.ReplayMax;

    private static async IAsyncEnumerable<DeadLetter> All(ActorSystem system)
    {
        DeadLetterId? after = null;
        while (await system.Store.DeadLetters.List(DeadLetterStatus.Waiting, after, 1000, CancellationToken.None) is { Count: > 0 } page)
        {
            foreach (var letter in page)
            {
                yield return letter;
            }

            after = page[^1].Id;
        }
    }

    /// <summary>A parked command names its place on the lane in words.</summary>
    private static long PositionOf(DeadLetter letter) =>
        letter.Origin?.Position.Value ?? long.Parse(letter.Source.Split(' ')[^1], CultureInfo.InvariantCulture);

    private static async Task<Dictionary<string, Meter>> States(ActorSystem system, ReadingSource source)
    {
        var meters = Enumerable.Range(0, 1000).Select(i => $"m{i}")
            .Concat(Enumerable.Range(1, Bad).Select(i => i * (long)BadEvery).Where(p => source.KindOf(p) == 2).Select(source.MeterOf));
        var states = new Dictionary<string, Meter>();
        foreach (var meter in meters)
        {
            var view = await system.Region.View(new EntityKey(Meter.Type, new EntityId(meter)), TimeSpan.FromSeconds(60), CancellationToken.None);
            states.Add(meter, (Meter)view.State);
        }

        return states;
    }
}
