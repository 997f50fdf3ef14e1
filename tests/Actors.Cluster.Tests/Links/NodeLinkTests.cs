using System.Collections.Concurrent;
using Actors.DeadLettering;
using Actors.Journal;
using Actors.Membership;
using Actors.TestKit.Time;
using Actors.Timers;
using SmallBank;

namespace Actors.Cluster.Tests.Links;

public sealed class NodeLinkTests
{
    [Fact]
    public async Task A_command_and_its_outcome_travel()
    {
        await using var pair = await LinkPair.Connected();
        var reply = await pair.Ask(new AccountCommand.DepositChecking(42));
        Assert.Equal(ReplyKind.Completed, reply.Kind);
        Assert.Equal(new AccountEvent.CheckingDeposited(42), Assert.Single(reply.Outcome!.Events));
    }

    [Fact]
    public async Task A_message_arrives_with_all_that_is_known_of_it()
    {
        await using var pair = await LinkPair.Connected();
        var sent = new Envelope
        {
            Target = LinkPair.Key("17"),
            Command = new AccountCommand.SendPayment("18", 3),
            Time = DateTimeOffset.UnixEpoch.AddTicks(10),
            Id = new CommandId("id-1"),
            Lane = new LaneStamp(new Lane("lane"), new LanePosition(4), new LanePosition(3)),
            Timer = new TimerKey(LinkPair.Key("17"), "timer", new SequenceNumber(9)),
            Replays = new DeadLetterId("3:4"),
            Epoch = new Epoch(6),
            Origin = new Origin("correlation", "causation", "principal", "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01"),
        };
        await pair.Ask(sent);
        Assert.Equal(sent, pair.Bank.Arrived.Last() with { ReplyTo = null });
    }

    [Fact]
    public async Task A_view_travels_with_its_state()
    {
        await using var pair = await LinkPair.Connected();
        var reply = await pair.Ask(new Envelope { Target = LinkPair.Key("1"), Time = default });
        Assert.Equal(
            new EntityView(LinkPair.Key("1"), new Account(true, 7, 8), new EntityVersion(3), new SequenceNumber(4), true), reply.View);
    }

    [Fact]
    public async Task A_hundred_thousand_messages_of_many_senders_each_get_their_own_reply_and_keep_their_order()
    {
        const int Senders = 8;
        const int Each = 12_500;
        await using var pair = await LinkPair.Connected();
        await Task.WhenAll(Enumerable.Range(0, Senders).Select(sender => Task.Run(async () =>
        {
            var replies = new List<Task<CommandReply>>();
            for (var i = 1; i <= Each; i++)
            {
                var place = new ReplyPlace();
                replies.Add(place.Reply);
                await pair.Caller.Send(pair.To, Deposit(sender, i, place), TimeSpan.FromMinutes(2), default);
            }

            for (var i = 0; i < Each; i++)
            {
                var reply = await replies[i].WaitAsync(TimeSpan.FromMinutes(2));
                Assert.Equal(new AccountEvent.CheckingDeposited(i + 1), Assert.Single(reply.Outcome!.Events));
            }
        })));
        foreach (var sender in Enumerable.Range(0, Senders))
        {
            var amounts = pair.Bank.Arrived.Where(e => e.Target.Id.Value == $"s{sender}").Select(e => ((AccountCommand.DepositChecking)e.Command!).Amount);
            Assert.Equal(Enumerable.Range(1, Each).Select(i => (long)i), amounts);
        }
    }

    [Fact]
    public async Task Busy_entities_slow_the_sender_and_memory_stays_bounded()
    {
        var bank = new Bank();
        await using var pair = await LinkPair.Connected(bank, LinkPair.Options with { WindowBytes = 8 * 1024 });
        bank.Close();
        var replies = new ConcurrentQueue<Task<CommandReply>>();
        var sent = 0;
        var before = bank.Arrived.Count;
        var sending = Task.Run(async () =>
        {
            for (var i = 1; i <= 2_000; i++)
            {
                var place = new ReplyPlace();
                replies.Enqueue(place.Reply);
                await pair.Caller.Send(pair.To, Deposit(0, i, place), TimeSpan.FromMinutes(2), default);
                Interlocked.Increment(ref sent);
            }
        });
        await Eventually.Holds(() => Volatile.Read(ref sent) > 50);
        var most = 8 * 1024 / 30; // No message of this test is smaller than 30 bytes.
        Assert.InRange(pair.Caller.UnderWay.Values.Single(), 1, most);
        await LinkPair.Passed(TimeSpan.FromMilliseconds(300));
        Assert.InRange(Volatile.Read(ref sent), 1, most);
        Assert.Equal(before, bank.Arrived.Count);
        Assert.Empty(pair.Caller.Unreachable);

        bank.Open();
        await sending;
        foreach (var reply in replies)
        {
            Assert.Equal(ReplyKind.Completed, (await reply.WaitAsync(TimeSpan.FromMinutes(1))).Kind);
        }

        Assert.Equal(
            Enumerable.Range(1, 2_000).Select(i => (long)i),
            bank.Arrived.Skip(before).Select(e => ((AccountCommand.DepositChecking)e.Command!).Amount));
    }

    [Fact]
    public async Task The_number_of_messages_under_way_is_bounded()
    {
        var bank = new Bank();
        await using var pair = await LinkPair.Connected(bank, LinkPair.Options with { AsksMax = 10 });
        bank.IsMute = true;
        for (var i = 0; i < 10; i++)
        {
            await pair.Caller.Send(pair.To, Deposit(0, i, new ReplyPlace()), TimeSpan.FromMinutes(2), default);
        }

        using var patience = new CancellationTokenSource();
        var eleventh = pair.Caller.Send(pair.To, Deposit(0, 10, new ReplyPlace()), TimeSpan.FromMinutes(2), patience.Token).AsTask();
        Assert.False(eleventh.IsCompleted);
        await patience.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => eleventh);
        await Eventually.Holds(() => bank.Arrived.Count(e => e.Target.Id.Value == "s0") == 10);
    }

    [Fact]
    public async Task A_message_that_gets_no_reply_is_given_up_when_its_time_is_over()
    {
        var bank = new Bank();
        await using var pair = await LinkPair.Connected(bank);
        bank.IsMute = true;
        var reply = await pair.Ask(new AccountCommand.DepositChecking(1), TimeSpan.FromMilliseconds(50));
        Assert.Equal(ReplyKind.Retry, reply.Kind);
        Assert.True(reply.IsUncertain);
        Assert.Empty(pair.Caller.Unreachable);
    }

    [Fact]
    public async Task A_message_that_waits_for_room_is_given_up_when_its_time_is_over_and_certainly_did_not_leave()
    {
        var bank = new Bank();
        await using var pair = await LinkPair.Connected(bank, LinkPair.Options with { AsksMax = 1 });
        bank.IsMute = true;
        await pair.Caller.Send(pair.To, Deposit(0, 1, new ReplyPlace()), TimeSpan.FromMinutes(2), default);
        var reply = await pair.Ask(new AccountCommand.DepositChecking(2), TimeSpan.FromMilliseconds(50));
        Assert.Equal(ReplyKind.Retry, reply.Kind);
        Assert.False(reply.IsUncertain);
    }

    [Fact]
    public async Task A_message_whose_time_is_over_before_it_is_handed_over_is_not_handed_over()
    {
        var bank = new Bank();
        await using var pair = await LinkPair.Connected(bank);
        bank.Close();
        var first = pair.Ask(new AccountCommand.DepositChecking(1));
        var late = await pair.Ask(new AccountCommand.DepositChecking(2), TimeSpan.FromMilliseconds(1));
        Assert.Equal(ReplyKind.Retry, late.Kind);
        bank.Open();
        await first;
        await pair.Ask(new AccountCommand.DepositChecking(3));
        Assert.DoesNotContain(bank.Arrived, e => e.Command is AccountCommand.DepositChecking { Amount: 2 });
    }

    [Fact]
    public async Task A_fault_of_one_message_is_its_own()
    {
        var bank = new Bank();
        await using var pair = await LinkPair.Connected(bank);
        bank.Fault = new InvalidOperationException("The test breaks it.");
        var reply = await pair.Ask(new AccountCommand.DepositChecking(1));
        Assert.Equal((ReplyKind.Retry, true, "The test breaks it."), (reply.Kind, reply.IsUncertain, reply.Detail));
        bank.Fault = null;
        Assert.Equal(ReplyKind.Completed, (await pair.Ask(new AccountCommand.DepositChecking(1))).Kind);
    }

    [Fact]
    public async Task A_large_message_passes_a_small_window()
    {
        await using var pair = await LinkPair.Connected(options: LinkPair.Options with { WindowBytes = 1024 });
        var payment = new AccountCommand.SendPayment(new string('x', 300_000), 1);
        Assert.Equal(ReplyKind.Completed, (await pair.Ask(payment)).Kind);
        Assert.Equal(ReplyKind.Completed, (await pair.Ask(payment)).Kind);
        Assert.Equal(payment, pair.Bank.Arrived.Last().Command);
    }

    [Fact]
    public async Task A_message_that_no_link_can_carry_is_refused_at_once()
    {
        await using var pair = await LinkPair.Connected();
        var reply = await pair.Ask(new AccountCommand.SendPayment(new string('x', 33 << 20), 1));
        Assert.Equal((ReplyKind.Retry, false), (reply.Kind, reply.IsUncertain));
        Assert.Contains("bytes", reply.Detail, StringComparison.Ordinal);
        Assert.Equal(ReplyKind.Completed, (await pair.Ask(new AccountCommand.DepositChecking(1))).Kind);
    }

    [Fact]
    public async Task A_member_that_is_not_followed_gets_nothing()
    {
        await using var pair = await LinkPair.Connected();
        pair.Caller.Follow(new NodeId("caller", 1), []);
        var reply = await pair.Ask(new AccountCommand.DepositChecking(1));
        Assert.Equal((ReplyKind.Retry, false), (reply.Kind, reply.IsUncertain));
    }

    private static Envelope Deposit(int sender, int amount, ReplyPlace place) => new()
    {
        Target = LinkPair.Key($"s{sender}"),
        Command = new AccountCommand.DepositChecking(amount),
        Time = DateTimeOffset.UnixEpoch,
        ReplyTo = place,
    };
}
