using Actors.DeadLettering;
using Actors.Reactions;
using Actors.Runtime.Tests.Nodes;
using Actors.Runtime.Tests.Samples;
using Actors.TestKit.Time;

namespace Actors.Runtime.Tests;

/// <summary>Reactions: exactly once and in order, whatever happens on the way.</summary>
public sealed class ReactionTests
{
    private readonly TestStore _store = new();

    [Fact]
    [Trait("Invariant", "I3")]
    public async Task Commands_of_a_reaction_take_effect_once_when_all_events_are_read_again_after_restarts()
    {
        await using var node = await TestNode.Start(Note.Model([Note.Forwarding]), _store);
        for (var round = 0; round < 3; round++)
        {
            await Task.WhenAll(Enumerable.Range(0, 50).Select(i => node.Ask($"a{i % 5}", new NoteCommand.Forward($"b{i % 7}", i))));
            await node.DisposeAsync();
            _store.ForgetOffsets();
            await node.Restart();
        }

        await Eventually.Holds(async () => await Total(node) >= 150, () => Total(node).Result);
        await node.Restart();
        await node.Ask("a0", new NoteCommand.Forward("end", 1));
        await Eventually.Holds(async () => (await node.Numbers("end")).Count == 1);
        Assert.Equal(150, await Total(node));
    }

    [Fact]
    [Trait("Invariant", "I4")]
    public async Task Events_of_one_entity_reach_their_target_in_order_and_once_while_commits_fail_at_random()
    {
        var random = new Random(17);
        var isRough = true;
        void MayFail(IReadOnlyList<Journal.ShardCommit> commits)
        {
            lock (random)
            {
                if (isRough && random.Next(6) == 0)
                {
                    throw new InvalidOperationException("The test broke this commit.");
                }

                if (isRough && random.Next(6) == 0)
                {
                    _store.Faults.LoseAnswerOfNextCommit();
                }
            }
        }

        await using var node = await TestNode.Start(Note.Model([Note.Forwarding]), _store);
        _store.Commits.Before = _store.Commits.After = MayFail;
        for (var i = 0; i < 200; i++)
        {
            await node.Ask("a", new NoteCommand.Forward($"b{i % 2}", i), $"id-{i}");
        }

        await Eventually.Holds(async () => await _store.RecordCount() >= 400);
        isRough = false;
        for (var b = 0; b < 2; b++)
        {
            Assert.Equal(Enumerable.Range(0, 100).Select(i => (2L * i) + b), await node.Numbers($"b{b}"));
        }
    }

    [Fact]
    [Trait("Invariant", "I6")]
    public async Task An_event_whose_reaction_throws_becomes_a_dead_letter_and_the_next_ones_are_handled()
    {
        var picky = Reaction.Named("picky").On<NoteEvent.Forwarded>((e, _) => e.Number switch
        {
            1 => throw new InvalidOperationException("It does not like 1."),
            2 => [new OutgoingCommand(new EntityKey(new EntityType("stranger"), new EntityId("x")), "unknown")],
            _ => [Note.To(e.Target, Note.Write(e.Number))],
        }).Build();
        await using var node = await TestNode.Start(Note.Model([picky]), _store);
        for (var i = 1; i <= 3; i++)
        {
            await node.Ask("a", new NoteCommand.Forward("b", i));
        }

        await Eventually.Holds(async () => (await node.Numbers("b")) is [3]);
        var letters = await _store.DeadLetters.List(DeadLetterStatus.Waiting, null, 10, CancellationToken.None);
        Assert.Equal(2, letters.Count);
        Assert.All(letters, l => Assert.Equal(DeadLetterReason.ReactionFailed, l.Reason));
    }

    private static async Task<int> Total(TestNode node)
    {
        var numbers = await Task.WhenAll(Enumerable.Range(0, 7).Select(b => node.Numbers($"b{b}")));
        return numbers.Sum(n => n.Count);
    }
}
