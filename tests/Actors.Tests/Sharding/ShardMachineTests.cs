using System.Globalization;
using Actors.DeadLettering;
using Actors.Journal;
using Actors.Sharding;
using Actors.Tests.Samples;
using FsCheck;
using FsCheck.Fluent;

namespace Actors.Tests.Sharding;

public sealed class ShardMachineTests
{
    private const int EntityCount = 3;
    private static readonly Lane File = new("file:a");

    private enum StepKind
    {
        Send,
        SendAgain,
        Ask,
        View,
        Load,
        Seal,
        Commit,
        Lose,
        CrashBeforeCommit,
        CrashAfterCommit,
    }

    private static Gen<Step> Steps { get; } =
        from kind in Gen.Frequency(
            (12, Gen.Constant(StepKind.Send)), (3, Gen.Constant(StepKind.SendAgain)), (4, Gen.Constant(StepKind.Ask)),
            (2, Gen.Constant(StepKind.View)), (8, Gen.Constant(StepKind.Load)), (6, Gen.Constant(StepKind.Seal)),
            (5, Gen.Constant(StepKind.Commit)), (1, Gen.Constant(StepKind.Lose)), (1, Gen.Constant(StepKind.CrashBeforeCommit)),
            (1, Gen.Constant(StepKind.CrashAfterCommit)))
        from number in Gen.Choose(1, 6)
        select new Step(kind, number);

    [Fact]
    [Trait("Invariant", "I2")]
    [Trait("Invariant", "I3")]
    [Trait("Invariant", "I4")]
    public void Every_command_takes_effect_once_and_in_lane_order_whatever_fails() => Property.HoldsForSequences(Steps, steps =>
    {
        var world = new ShardWorld();
        var sender = new LaneSender(world);
        var clients = new Clients(world);
        foreach (var step in steps)
        {
            Take(step, world, sender, clients);
            sender.ReadReplies();
            clients.ReadReplies();
            world.Replies.Clear();
        }

        sender.Finish(clients);
        for (var entity = 0; entity < EntityCount; entity++)
        {
            var numbers = world.Replay(KeyOf(entity)).Numbers;
            Assert.Equal(Enumerable.Range(1, (int)sender.Sent).Where(p => p % EntityCount == entity).Select(p => (long)p), numbers.Where(n => n > 0));
            Assert.Equal(clients.Asked.Where(id => id % EntityCount == entity).Order(), numbers.Where(n => n < 0).Select(n => -n).Order());
        }
    });

    [Fact]
    [Trait("Invariant", "I2")]
    public void No_reply_leaves_before_its_batch_is_durable()
    {
        var world = Loaded();
        world.Deliver(Command(0, new TallyCommand.Add(1)));
        Assert.Empty(world.Replies);
        world.Seal();
        Assert.Empty(world.Replies);
        world.Commit();
        Assert.Equal(ReplyKind.Completed, Assert.Single(world.Replies).Reply.Kind);
    }

    [Fact]
    [Trait("Invariant", "I2")]
    public void A_view_of_what_is_not_durable_waits_for_the_commit()
    {
        var world = Loaded();
        world.Deliver(Command(0, new TallyCommand.Add(1)));
        world.Deliver(View(0));
        Assert.Empty(world.Replies);
        world.Settle();
        Assert.Equal([1L], ((Tally)world.Replies[^1].Reply.View!.State).Numbers);
    }

    [Fact]
    public void An_entity_that_loads_does_not_block_its_neighbour()
    {
        var world = Loaded();
        world.Deliver(Command(1, new TallyCommand.Add(1)));
        world.Deliver(Command(0, new TallyCommand.Add(2)));
        world.Seal();
        world.Commit();
        Assert.Equal(KeyOf(0), Assert.Single(world.Replies).Envelope.Target);
    }

    [Fact]
    public void The_next_batch_is_decided_while_one_commits()
    {
        var world = Loaded();
        world.Deliver(Command(0, new TallyCommand.Add(1)));
        world.Seal();
        world.Deliver(Command(0, new TallyCommand.Add(2)));
        Assert.Equal(1, world.Machine.OpenRecords);
        world.Settle();
        Assert.Equal([1L, 2L], world.Replay(KeyOf(0)).Numbers);
    }

    [Fact]
    [Trait("Invariant", "I1")]
    public void Whatever_a_lost_shard_has_speculated_is_forgotten_and_its_senders_are_told_to_retry()
    {
        var world = Loaded();
        world.Deliver(Command(0, new TallyCommand.Add(1)));
        world.Seal();
        world.Deliver(Command(0, new TallyCommand.Add(2)));
        world.Deliver(Command(1, new TallyCommand.Add(3)));
        world.LoseShard();
        Assert.Equal([ReplyKind.Retry, ReplyKind.Retry, ReplyKind.Retry], world.Replies.Select(r => r.Reply.Kind));
        Assert.Empty(world.Journal);
    }

    [Fact]
    [Trait("Invariant", "I1")]
    public void A_message_for_another_ownership_is_sent_back()
    {
        var world = Loaded();
        world.Deliver(Command(0, new TallyCommand.Add(1)) with { Epoch = world.Epoch.Next });
        Assert.Equal(ReplyKind.Retry, Assert.Single(world.Replies).Reply.Kind);
    }

    [Fact]
    [Trait("Invariant", "I6")]
    public void A_broken_command_parks_its_entity_alone_and_later_ones_queue_behind_it()
    {
        var world = new ShardWorld();
        world.Deliver(Command(0, new TallyCommand.Break()));
        world.Deliver(Command(0, new TallyCommand.Add(1)));
        world.Deliver(Command(1, new TallyCommand.Add(2)));
        world.Settle();
        Assert.Equal([(0, ReplyKind.Parked), (0, ReplyKind.Parked), (1, ReplyKind.Completed)], KindsByEntity(world));
        Assert.Contains("asked to break", world.Replies[0].Reply.Detail, StringComparison.Ordinal);
        Assert.Equal([2L], world.Replay(KeyOf(1)).Numbers);
    }

    [Fact]
    [Trait("Invariant", "I6")]
    public void A_parked_command_can_be_replayed_once_its_entity_has_been_loaded_again()
    {
        var world = new ShardWorld();
        world.Deliver(Command(0, new TallyCommand.Break()));
        world.Deliver(Command(0, new TallyCommand.Add(1)));
        world.Settle();
        world.Crash(batchArrives: false);
        world.Deliver(Command(0, new TallyCommand.Add(1)) with { Replays = new DeadLetterId("0:2") });
        world.Settle();
        Assert.Equal(ReplyKind.Completed, world.Replies[^1].Reply.Kind);
        Assert.Equal([1L], world.Replay(KeyOf(0)).Numbers);
    }

    [Fact]
    [Trait("Invariant", "I6")]
    public void An_entity_that_an_operator_parks_lets_its_commands_wait_over_restarts_and_its_neighbours_go_on()
    {
        var world = new ShardWorld();
        world.Deliver(Command(0, new TallyCommand.Add(1)));
        world.Deliver(Parking("a") with { Origin = Origin.Unknown with { Principal = "ann" } });
        world.Deliver(Command(0, new TallyCommand.Add(2)));
        world.Settle();
        world.Crash(batchArrives: false);
        world.Deliver(Command(0, new TallyCommand.Add(3)));
        world.Deliver(Command(1, new TallyCommand.Add(4)));
        world.Settle();
        Assert.Equal(
            [(0, ReplyKind.Completed), (0, ReplyKind.Parked), (0, ReplyKind.Parked), (0, ReplyKind.Parked), (1, ReplyKind.Completed)],
            KindsByEntity(world));
        Assert.Equal([1L], world.Replay(KeyOf(0)).Numbers);
        Assert.Equal([4L], world.Replay(KeyOf(1)).Numbers);
        var parking = world.Journal[1];
        Assert.Equal((RecordKind.Parked, "a check", "ann", 0), (parking.Kind, parking.Metadata.ParkedReason, parking.Metadata.Origin.Principal, parking.Payload.Length));
        Assert.Contains("waits behind 0:2", world.Replies[^2].Reply.Detail, StringComparison.Ordinal);
        world.Deliver(View(0));
        world.Settle();
        Assert.True(world.Replies[^1].Reply.View!.IsParked);
    }

    [Fact]
    [Trait("Invariant", "I3")]
    public void An_entity_that_an_operator_has_parked_goes_on_once_that_record_and_those_behind_it_are_taken_out()
    {
        var world = new ShardWorld();
        world.Deliver(Parking("a"));
        world.Deliver(Command(0, new TallyCommand.Add(1)));
        world.Settle();
        world.Crash(batchArrives: false);
        var unparking = new Envelope { Target = KeyOf(0), Time = DateTimeOffset.UnixEpoch, Replays = new DeadLetterId("0:1") };
        world.Deliver(unparking);
        world.Deliver(Command(0, new TallyCommand.Add(1)) with { Replays = new DeadLetterId("0:2") });
        world.Deliver(Command(0, new TallyCommand.Add(2)));
        world.Deliver(unparking);
        world.Settle();
        Assert.Equal(
            [ReplyKind.Completed, ReplyKind.Completed, ReplyKind.Completed, ReplyKind.AlreadyDone], world.Replies.Skip(2).Select(r => r.Reply.Kind));
        Assert.Equal([1L, 2L], world.Replay(KeyOf(0)).Numbers);
    }

    [Fact]
    [Trait("Invariant", "I3")]
    public void An_entity_is_parked_once_however_often_it_is_asked_for()
    {
        var world = new ShardWorld();
        world.Deliver(Parking("a"));
        world.Deliver(Parking("a"));
        world.Deliver(Parking("b"));
        world.Settle();
        Assert.Equal([ReplyKind.Parked, ReplyKind.Repeated, ReplyKind.AlreadyDone], world.Replies.Select(r => r.Reply.Kind));
        Assert.Single(world.Journal);
    }

    [Fact]
    [Trait("Invariant", "I1")]
    public void A_fenced_owner_cannot_park_an_entity()
    {
        var world = Loaded();
        world.Deliver(Parking("a"));
        world.Seal();
        world.LoseShard();
        Assert.Equal(ReplyKind.Retry, Assert.Single(world.Replies).Reply.Kind);
        world.Deliver(Command(0, new TallyCommand.Add(1)));
        world.Settle();
        Assert.Equal(ReplyKind.Completed, world.Replies[^1].Reply.Kind);
    }

    [Fact]
    public void A_rejection_is_an_outcome_that_a_retry_gets_again()
    {
        var world = new ShardWorld();
        var envelope = Command(0, new TallyCommand.Refuse()) with { Id = new CommandId("a") };
        world.Deliver(envelope);
        world.Settle();
        world.Crash(batchArrives: false);
        world.Deliver(envelope);
        world.Settle();
        Assert.Equal("refused", world.Replies[0].Reply.Outcome!.Rejection!.Code);
        Assert.Equal((ReplyKind.Repeated, new SequenceNumber(1)), (world.Replies[1].Reply.Kind, world.Replies[1].Reply.First));
        Assert.Equal(RecordKind.Rejection, Assert.Single(world.Journal).Kind);
    }

    [Fact]
    [Trait("Invariant", "I7")]
    public void Entities_leave_memory_by_least_recent_use()
    {
        var world = new ShardWorld(entityCountMax: 10);
        for (var entity = 0; entity < 100; entity++)
        {
            world.Deliver(Command(entity, new TallyCommand.Add(entity)));
            world.Settle();
        }

        Assert.Equal(10, world.Memory.Count);
        Assert.Equal(Enumerable.Range(90, 10).Reverse().Select(KeyOf), world.Memory.ByUse.Select(e => e.Key));
    }

    [Fact]
    [Trait("Invariant", "I7")]
    public void Entities_that_never_finish_loading_do_not_keep_the_others_in_memory()
    {
        var world = new ShardWorld(entityCountMax: 20);
        for (var entity = 1000; entity < 1010; entity++)
        {
            world.Deliver(Command(entity, new TallyCommand.Add(1)));
        }

        for (var entity = 0; entity < 200; entity++)
        {
            world.Deliver(Command(entity, new TallyCommand.Add(1)));
            world.LoadNewest();
            world.Seal();
            world.Commit();
        }

        Assert.InRange(world.Memory.Count, 1, 20);
    }

    [Fact]
    public void A_shard_that_is_not_given_up_answers_everything_it_took()
    {
        var world = Loaded();
        world.Deliver(Command(0, new TallyCommand.Look()));
        Assert.Single(world.Replies);
        Assert.Equal(0, world.Machine.Pending);
    }

    private static void Take(Step step, ShardWorld world, LaneSender sender, Clients clients)
    {
        switch (step.Kind)
        {
            case StepKind.Send:
                sender.Send();
                break;
            case StepKind.SendAgain:
                sender.SendAgain(step.Number);
                break;
            case StepKind.Ask:
                clients.Ask(step.Number);
                break;
            case StepKind.View:
                world.Deliver(View(step.Number % EntityCount));
                break;
            case StepKind.Load:
                world.LoadNext();
                break;
            case StepKind.Seal:
                world.Seal();
                break;
            case StepKind.Commit:
                world.Commit();
                break;
            case StepKind.Lose:
                world.LoseShard();
                sender.Rewind();
                break;
            default:
                world.Crash(batchArrives: step.Kind == StepKind.CrashAfterCommit);
                sender.Rewind();
                break;
        }
    }

    private static ShardWorld Loaded()
    {
        var world = new ShardWorld();
        world.Deliver(View(0));
        world.LoadNext();
        world.Replies.Clear();
        return world;
    }

    private static EntityKey KeyOf(int entity) => Tally.Key(entity.ToString(CultureInfo.InvariantCulture));

    private static Envelope View(int entity) => new() { Target = KeyOf(entity), Time = DateTimeOffset.UnixEpoch };

    private static Envelope Command(int entity, TallyCommand command) => View(entity) with { Command = command };

    private static Envelope Parking(string id) =>
        View(0) with { Command = new ParkEntity("a check"), Id = new CommandId(id) };

    private static IEnumerable<(int, ReplyKind)> KindsByEntity(ShardWorld world) =>
        world.Replies.Select(r => (int.Parse(r.Envelope.Target.Id.Value, CultureInfo.InvariantCulture), r.Reply.Kind)).OrderBy(r => r.Item1);

    private sealed record Step(StepKind Kind, int Number);

    /// <summary>A source that keeps the rules of a lane: in order, again from the oldest unacknowledged position after a failure.</summary>
    private sealed class LaneSender(ShardWorld world)
    {
        private readonly HashSet<long> _acknowledged = [];
        private long _floor;
        private long _next = 1;

        /// <summary>The highest position that was ever sent.</summary>
        public long Sent { get; private set; }

        public void Send()
        {
            Deliver(_next++);
            Sent = Math.Max(Sent, _next - 1);
        }

        /// <summary>Repeats a position that was sent under this ownership or acknowledged before.</summary>
        public void SendAgain(int back)
        {
            if (_next - back >= 1)
            {
                Deliver(_next - back);
            }
        }

        public void Rewind() => _next = _floor + 1;

        public void ReadReplies()
        {
            foreach (var (envelope, reply) in world.Replies.Where(r => r.Envelope.Lane is not null && r.Reply.Kind != ReplyKind.Retry))
            {
                var position = envelope.Lane!.Value.Position;
                Assert.Contains(world.Journal, r => r.Metadata.Lane == File && r.Metadata.LanePosition == position);
                Assert.True(reply.Kind is ReplyKind.Completed or ReplyKind.AlreadyDone, $"Position {position} got {reply.Kind}.");
                _acknowledged.Add(position.Value);
            }

            while (_acknowledged.Remove(_floor + 1))
            {
                _floor++;
            }
        }

        public void Finish(Clients clients)
        {
            clients.AskAgain();
            for (Rewind(); _next <= Sent;)
            {
                Send();
            }

            world.Settle();
            ReadReplies();
            clients.ReadReplies();
            Assert.Equal(Sent, _floor);
            Assert.Empty(clients.Open);
        }

        private void Deliver(long position) => world.Deliver(Command((int)(position % EntityCount), new TallyCommand.Add(position)) with
        {
            Lane = new LaneStamp(File, new LanePosition(position), new LanePosition(_floor)),
            Epoch = world.Epoch,
        });
    }

    /// <summary>Clients that ask with an id, and ask again with the same id until they have an answer.</summary>
    private sealed class Clients(ShardWorld world)
    {
        public HashSet<long> Asked { get; } = [];

        public HashSet<long> Open { get; } = [];

        public void Ask(int id)
        {
            Asked.Add(id);
            Open.Add(id);
            world.Deliver(Command(id % EntityCount, new TallyCommand.Add(-id)) with
            {
                Id = new CommandId(id.ToString(CultureInfo.InvariantCulture)),
            });
        }

        public void AskAgain()
        {
            foreach (var id in Open.ToList())
            {
                Ask((int)id);
            }
        }

        public void ReadReplies()
        {
            foreach (var (envelope, reply) in world.Replies.Where(r => r.Envelope.Id is not null && r.Reply.Kind != ReplyKind.Retry))
            {
                Assert.True(reply.Kind is ReplyKind.Completed or ReplyKind.Repeated, $"Command {envelope.Id} got {reply.Kind}.");
                Assert.Equal(envelope.Id, world.Journal[(int)reply.First.Value - 1].Metadata.CommandId);
                Open.Remove(long.Parse(envelope.Id!.Value.Value, CultureInfo.InvariantCulture));
            }
        }
    }
}
