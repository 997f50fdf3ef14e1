using Actors.DeadLettering;
using Actors.Operations;
using Actors.Reactions;
using Actors.Runtime.Tests.Nodes;
using Actors.Runtime.Tests.Samples;
using Actors.SideEffects;
using Actors.TestKit.Time;

namespace Actors.Runtime.Tests.DeadLettering;

/// <summary>Replays of events that a reaction or a side effect failed on.</summary>
public sealed class EventReplayTests
{
    private static readonly CancellationToken None = CancellationToken.None;
    private readonly TestStore _store = new();
    private bool _isMended;

    [Fact]
    [Trait("Invariant", "I6")]
    public async Task A_replayed_event_of_a_reaction_takes_effect_once_however_many_replay_it()
    {
        await using var node = await TestNode.Start(Note.Model([Picky()]), _store);
        await node.Ask("a", new NoteCommand.Forward("b", 1));
        var letter = await OnlyLetter();
        Assert.Equal(DeadLetterReplayResult.Failed, (await node.System.DeadLetters.Replay(letter, "ann", null, None))!.Result);

        _isMended = true;
        var replays = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(() => node.System.DeadLetters.Replay(letter, "bob", "mended", None))));
        Assert.All(replays, r => Assert.NotEqual(DeadLetterReplayResult.Failed, r!.Result));
        Assert.Equal(DeadLetterReplayResult.AlreadyDone, (await node.System.DeadLetters.Replay(letter, "cid", null, None))!.Result);
        Assert.Equal([1, 1_000], await node.Numbers("b"));
        Assert.Equal(0, await _store.DeadLetters.Count(DeadLetterStatus.Waiting, None));
    }

    [Fact]
    public async Task A_replayed_side_effect_is_called_with_the_same_key_and_its_result_takes_effect()
    {
        var telephone = new Telephone { Answer = (_, _, _) => _isMended ? Task.CompletedTask : throw new InvalidOperationException("busy") };
        await using var node = await TestNode.Start(telephone.Model(new SideEffectOptions { AttemptsMax = 1 }), _store);
        await node.Ask("a", new NoteCommand.Phone("b", 1));
        var letter = await OnlyLetter();
        var failed = await node.System.DeadLetters.Replay(letter, "ann", null, None);
        Assert.Equal(DeadLetterReplayResult.Failed, failed!.Result);
        Assert.Contains("busy", failed.Detail, StringComparison.Ordinal);

        _isMended = true;
        Assert.Equal(DeadLetterReplayResult.Replayed, (await node.System.DeadLetters.Replay(letter, "ann", "the line is up", None))!.Result);
        Assert.Equal([1], await node.Numbers("b"));
        Assert.Single(telephone.Calls.Select(c => c.Context.IdempotencyKey).Distinct());
        Assert.Equal(3, telephone.Calls.Count);
    }

    [Fact]
    public async Task A_letter_of_a_reaction_that_is_gone_says_what_can_be_done()
    {
        await using (var node = await TestNode.Start(Note.Model([Picky()]), _store))
        {
            await node.Ask("a", new NoteCommand.Forward("b", 1));
            _ = await OnlyLetter();
        }

        await using var other = await TestNode.Start(Note.Model([]), _store);
        var details = await other.System.DeadLetters.Show(await OnlyLetter(), None);
        Assert.Contains("no reaction or side effect 'picky'", details!.Fault, StringComparison.Ordinal);
    }

    private Reaction Picky() => Reaction.Named("picky").On<NoteEvent.Forwarded>((e, _) => _isMended
        ? [Note.To(e.Target, Note.Write(e.Number)), Note.To(e.Target, Note.Write(e.Number * 1_000))]
        : throw new InvalidOperationException("It does not like this one.")).Build();

    private async Task<DeadLetterId> OnlyLetter()
    {
        await Eventually.Holds(async () => await _store.DeadLetters.Count(DeadLetterStatus.Waiting, None) == 1);
        return (await _store.DeadLetters.List(DeadLetterStatus.Waiting, null, 10, None))[0].Id;
    }
}
