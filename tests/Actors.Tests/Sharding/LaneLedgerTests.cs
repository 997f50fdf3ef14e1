using Actors.Journal;
using Actors.Sharding;
using FsCheck;
using FsCheck.Fluent;

namespace Actors.Tests.Sharding;

public sealed class LaneLedgerTests
{
    private static readonly Lane[] Lanes = [new("file:a"), new("file:b")];

    private static readonly Gen<Step> Steps =
        from lane in Gen.Elements(Lanes)
        from position in Gen.Choose(1, 30)
        from kind in Gen.Frequency((6, Gen.Constant(StepKind.Done)), (2, Gen.Constant(StepKind.Floor)), (1, Gen.Constant(StepKind.Restart)))
        select new Step(kind, lane, new LanePosition(position));

    private enum StepKind
    {
        Done,
        Floor,
        Restart,
    }

    [Fact]
    [Trait("Invariant", "I3")]
    public void A_ledger_knows_what_a_plain_set_of_positions_knows() => Property.HoldsForSequences(Steps, steps =>
    {
        var ledger = new LaneLedger();
        var done = new HashSet<(Lane, long)>();
        foreach (var step in steps)
        {
            ledger = Apply(step, ledger, done);
            foreach (var lane in Lanes)
            {
                Assert.Equal(
                    Enumerable.Range(1, 30).Where(p => done.Contains((lane, p))),
                    Enumerable.Range(1, 30).Where(p => ledger.IsDone(lane, new LanePosition(p))));
            }
        }
    });

    [Fact]
    [Trait("Invariant", "I7")]
    public void A_ledger_keeps_only_what_its_senders_have_in_flight()
    {
        const int InFlight = 100;
        var ledger = new LaneLedger();
        for (var position = 1; position <= 100_000; position++)
        {
            ledger.MarkDone(Lanes[0], new LanePosition(position));
            ledger.RaiseFloor(Lanes[0], new LanePosition(position - InFlight));
        }

        Assert.InRange(ledger.ToCheckpoint(new SequenceNumber(1)).Lanes.Length, InFlight, 3 * InFlight);
    }

    [Fact]
    [Trait("Invariant", "I4")]
    public void Turns_of_a_run_are_taken_without_a_gap_and_another_run_from_its_beginning()
    {
        var ledger = new LaneLedger();
        bool Take(long run, int turn) => ledger.TakeTurn(new LaneStamp(Lanes[0], new LanePosition(1), LanePosition.None) { Run = run, Turn = turn });
        Assert.False(Take(7, 1), "The first one was lost.");
        Assert.True(Take(7, 0));
        Assert.True(Take(7, 1));
        Assert.False(Take(7, 3));
        Assert.False(Take(8, 1));
        Assert.True(Take(8, 0));
        Assert.False(Take(7, 2), "What is left of an earlier run comes too late.");
        Assert.True(Take(8, 1));
    }

    [Fact]
    public void Records_after_the_checkpoint_are_taken_in() => Property.HoldsForSequences(Steps, steps =>
    {
        var ledger = new LaneLedger();
        var half = steps.Length / 2;
        foreach (var step in steps[..half])
        {
            ledger = Apply(step, ledger, []);
        }

        var restored = LaneLedger.FromCheckpoint(ledger.ToCheckpoint(new SequenceNumber(half)));
        foreach (var step in steps[half..])
        {
            ledger.MarkDone(step.Lane, step.Position);
            restored.Replay(RecordOf(step));
        }

        Assert.All(Lanes, lane => Assert.All(Enumerable.Range(1, 30), p =>
            Assert.Equal(ledger.IsDone(lane, new LanePosition(p)), restored.IsDone(lane, new LanePosition(p)))));
    });

    [Fact]
    public void A_damaged_checkpoint_is_read_or_refused_but_nothing_else() => Property.HoldsForSequences(Steps, steps =>
    {
        var ledger = steps.Aggregate(new LaneLedger(), (l, step) => Apply(step, l, []));
        var bytes = ledger.ToCheckpoint(new SequenceNumber(1)).Lanes.ToArray();
        Assert.All(Damage.Of(bytes), damaged => Damage.ReadsOrRefuses(
            damaged, b => LaneLedger.FromCheckpoint(new LaneCheckpoint(new SequenceNumber(1), b))));
    });

    private static LaneLedger Apply(Step step, LaneLedger ledger, HashSet<(Lane, long)> done)
    {
        switch (step.Kind)
        {
            case StepKind.Done:
                ledger.MarkDone(step.Lane, step.Position);
                done.Add((step.Lane, step.Position.Value));
                return ledger;
            case StepKind.Floor:
                ledger.RaiseFloor(step.Lane, step.Position);
                done.UnionWith(Enumerable.Range(1, (int)step.Position.Value).Select(p => (step.Lane, (long)p)));
                return ledger;
            default:
                return LaneLedger.FromCheckpoint(ledger.ToCheckpoint(new SequenceNumber(1)));
        }
    }

    private static JournalRecord RecordOf(Step step) => new()
    {
        Shard = new ShardId(0),
        Sequence = new SequenceNumber(1),
        Entity = new EntityKey(new EntityType("order"), new EntityId("1")),
        Version = EntityVersion.Initial,
        Kind = RecordKind.Nothing,
        Type = Draft.NothingName,
        Payload = default,
        Time = DateTimeOffset.UnixEpoch,
        Metadata = new RecordMetadata { Lane = step.Lane, LanePosition = step.Position },
    };

    private sealed record Step(StepKind Kind, Lane Lane, LanePosition Position);
}
