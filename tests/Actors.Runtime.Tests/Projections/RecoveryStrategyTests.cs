using Actors.DeadLettering;
using Actors.Projections;
using Actors.Runtime.Tests.Nodes;
using Actors.Runtime.Tests.Samples;
using Actors.TestKit.Time;

namespace Actors.Runtime.Tests.Projections;

/// <summary>What becomes of an event whose handler fails.</summary>
public sealed class RecoveryStrategyTests
{
    private static readonly ActorSystemOptions Options = new() { Projections = new ProjectionOptions { LookEvery = TimeSpan.FromMilliseconds(20) } };

    private readonly CountedNotes _notes = new();

    private static string Name => CountedNotes.Name.Value;

    [Fact]
    public async Task A_projection_that_stops_tells_where_and_goes_on_when_it_is_resumed()
    {
        _notes.Fails = record => record.Entity.Id.Value == "bad";
        await using var node = await TestNode.Start(options: Options, projections: _notes.With(HandlerRecoveryStrategy.Stop, 1));
        await node.Ask("bad", Note.Write(1));
        await Eventually.Holds(async () => await Failure(node) is not null);
        Assert.Contains("notebook/bad", await Failure(node));
        await Eventually.Holds(() => node.System.Health.Parts.Any(p => p.IsDegraded && p.Detail!.Contains("notebook/bad", StringComparison.Ordinal)));
        Assert.True(node.System.Health.IsReady);
        _notes.Fails = _ => false;
        Assert.True((await node.System.Projections.Resume(Name, isDryRun: false, default)).IsDone);
        await node.System.WaitForProjections(default).WaitAsync(Eventually.Deadline);
        Assert.Equal(1, _notes.Of("bad"));
    }

    [Fact]
    [Trait("Invariant", "I6")]
    public async Task A_projection_that_skips_keeps_the_event_as_a_dead_letter_and_goes_on()
    {
        _notes.Fails = record => record.Entity.Id.Value == "bad";
        await using var node = await TestNode.Start(options: Options, projections: _notes.With(HandlerRecoveryStrategy.Skip, 1));
        await Task.WhenAll(Enumerable.Range(0, 40).Select(i => node.Ask(i == 20 ? "bad" : $"n{i % 4}", Note.Write(i))));
        await node.System.WaitForProjections(default).WaitAsync(Eventually.Deadline);
        Assert.Equal(39, _notes.Sum());
        var letter = Assert.Single(await node.Store.DeadLetters.List(new DeadLetterFilter(), null, 10, default));
        Assert.Equal((DeadLetterReason.ProjectionFailed, Note.Key("bad")), (letter.Reason, letter.Entity));
        Assert.Contains("The test wants this.", letter.Detail);
        Assert.Contains("rebuild the projection", (await node.System.DeadLetters.Replay(letter.Id, "operator", null, default))!.Detail);
    }

    [Fact]
    [Trait("Invariant", "I6")]
    public async Task A_projection_that_parks_sets_the_entity_aside_in_order_until_it_is_unparked()
    {
        _notes.Fails = record => record.Entity.Id.Value == "bad" && record.Version.Value == 2;
        await using var node = await TestNode.Start(options: Options, projections: _notes.With(HandlerRecoveryStrategy.Park, 1));
        for (var i = 0; i < 5; i++)
        {
            await node.Ask("bad", Note.Write(i));
        }

        await Task.WhenAll(Enumerable.Range(0, 40).Select(i => node.Ask($"n{i % 4}", Note.Write(i))));
        await node.System.WaitForProjections(default).WaitAsync(Eventually.Deadline);
        Assert.Equal((1, 41), (_notes.Of("bad"), _notes.Sum()));
        var parked = Assert.Single((await node.System.Projections.Status(Name, default))!.Parked!);
        Assert.Equal(("notebook/bad", 4L), (parked.Entity, parked.Records));

        Assert.True((await node.System.Projections.Unpark(Name, Note.Key("bad"), isDryRun: false, default)).IsDone);
        await Eventually.Holds(async () => (await node.System.Projections.Status(Name, default))!.Parked!.All(p => !p.IsWanted));
        Assert.Equal(1, _notes.Of("bad"));

        _notes.Fails = _ => false;
        await node.Restart();
        await node.Ask("bad", Note.Write(5));
        Assert.True((await node.System.Projections.Unpark(Name, null, isDryRun: false, default)).IsDone);
        await Eventually.Holds(() => _notes.Of("bad") == 6, () => _notes.Of("bad"));
        Assert.Empty((await node.System.Projections.Status(Name, default))!.Parked!);
        await node.Ask("bad", Note.Write(6));
        await Eventually.Holds(() => _notes.Of("bad") == 7);
        Assert.False((await node.System.Projections.Unpark(Name, null, isDryRun: false, default)).IsDone);
    }

    private static async Task<string?> Failure(TestNode node) => (await node.System.Projections.Status(Name, default))!.Builds[0].Failure;
}
