using System.Net;
using System.Net.Sockets;
using Actors.Membership;
using Actors.Membership.Wire;
using Actors.TestKit.Time;
using Microsoft.Extensions.Logging;
using SmallBank;

namespace Actors.Cluster.Tests.Links;

/// <summary>What happens to messages when a connection cannot be made, breaks, falls silent or ends.</summary>
public sealed class BreakTests
{
    private static readonly LinkOptions Quick = LinkPair.Options with { PingInterval = TimeSpan.FromMilliseconds(20), SilenceMax = TimeSpan.FromMilliseconds(400) };

    [Fact]
    public async Task A_node_that_does_not_listen_is_unreachable_and_its_messages_are_given_back()
    {
        await using var pair = await LinkPair.Start();
        await pair.Called.DisposeAsync();
        await Eventually.Holds(() => pair.Caller.Unreachable.Count == 1, () => pair.Log);
        var reply = await pair.Ask(new AccountCommand.DepositChecking(1));
        Assert.Equal((ReplyKind.Retry, false), (reply.Kind, reply.IsUncertain));
    }

    [Fact]
    public async Task A_connection_that_breaks_gives_every_message_back_and_says_which_may_have_arrived()
    {
        await using var cut = new CuttableRelay();
        await using var pair = await LinkPair.Start(options: LinkPair.Options);
        await Relayed(pair, cut);
        pair.Bank.IsMute = true;
        var arrived = Enumerable.Range(0, 50).Select(_ => pair.Ask(new AccountCommand.DepositChecking(1))).ToList();
        await Eventually.Holds(() => pair.Bank.Arrived.Count(e => e.Command is AccountCommand.DepositChecking) == 50);
        cut.Cut();
        var replies = await Task.WhenAll(arrived);
        Assert.All(replies, r => Assert.Equal((ReplyKind.Retry, true), (r.Kind, r.IsUncertain)));
    }

    [Fact]
    public async Task A_broken_connection_is_made_again()
    {
        await using var cut = new CuttableRelay();
        await using var pair = await LinkPair.Start();
        await Relayed(pair, cut);
        for (var i = 0; i < 3; i++)
        {
            cut.Cut();
            await pair.IsConnected();
            Assert.Empty(pair.Caller.Unreachable);
        }
    }

    [Fact]
    public async Task A_node_that_falls_silent_is_unreachable_until_it_speaks_again()
    {
        await using var cut = new CuttableRelay();
        await using var pair = await LinkPair.Start(options: Quick, called: LinkPair.Options);
        await Relayed(pair, cut);
        pair.Bank.IsMute = true;
        var waiting = pair.Ask(new AccountCommand.DepositChecking(1));
        cut.IsSilent = true;
        var reply = await waiting;
        Assert.Equal((ReplyKind.Retry, true), (reply.Kind, reply.IsUncertain));
        Assert.Contains("silent", reply.Detail, StringComparison.Ordinal);
        await Eventually.Holds(() => pair.Caller.Unreachable.Count == 1);
        pair.Bank.IsMute = false;
        cut.IsSilent = false;
        cut.Cut();
        await pair.IsConnected();
        await Eventually.Holds(() => pair.Caller.Unreachable.Count == 0);
    }

    [Fact]
    public async Task A_connection_without_messages_stays_open()
    {
        await using var pair = await LinkPair.Connected(options: LinkPair.Options with { PingInterval = TimeSpan.FromMilliseconds(5) });
        await LinkPair.Passed(TimeSpan.FromMilliseconds(300));
        Assert.Single(pair.Log.Lines, l => l.Text.Contains("Connected to", StringComparison.Ordinal));
        Assert.DoesNotContain(pair.Log.Lines, l => l.Text.Contains("ended", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_node_that_stops_replies_to_what_it_has_taken_and_gives_the_rest_back_as_certain()
    {
        var bank = new Bank();
        await using var pair = await LinkPair.Connected(bank);
        bank.Close();
        var first = pair.Ask(new AccountCommand.DepositChecking(1));
        var queued = Enumerable.Range(0, 20).Select(_ => pair.Ask(new AccountCommand.DepositChecking(2))).ToList();
        await Eventually.Holds(() => pair.Caller.UnderWay.Values.Single() == 21);
        await pair.Called.DisposeAsync();
        var replies = await Task.WhenAll([first, .. queued]);
        Assert.All(replies, r => Assert.Equal((ReplyKind.Retry, false), (r.Kind, r.IsUncertain)));
        Assert.DoesNotContain(bank.Arrived, e => e.Command is AccountCommand.DepositChecking);
    }

    [Fact]
    public async Task A_node_that_stops_waits_for_the_replies_of_what_its_entities_have_taken()
    {
        var bank = new Bank();
        await using var pair = await LinkPair.Connected(bank);
        bank.IsMute = true;
        var asked = pair.Ask(new AccountCommand.DepositChecking(1));
        await Eventually.Holds(() => bank.Arrived.Last().Command is AccountCommand.DepositChecking);
        var stopping = pair.Called.DisposeAsync();
        ((IReplySink)bank.Arrived.Last().ReplyTo!).Reply(new CommandReply { Kind = ReplyKind.AlreadyDone });
        Assert.Equal(ReplyKind.AlreadyDone, (await asked).Kind);
        await stopping;
    }

    [Fact]
    public async Task A_caller_that_stops_gives_its_own_messages_back()
    {
        var bank = new Bank();
        await using var pair = await LinkPair.Connected(bank);
        bank.IsMute = true;
        var asked = pair.Ask(new AccountCommand.DepositChecking(1));
        await Eventually.Holds(() => bank.Arrived.Any(e => e.Command is AccountCommand.DepositChecking));
        await pair.Caller.DisposeAsync();
        var reply = await asked;
        Assert.Equal((ReplyKind.Retry, true), (reply.Kind, reply.IsUncertain));
    }

    [Fact]
    public async Task Another_life_of_a_node_is_not_taken_for_the_one_that_was_called()
    {
        await using var pair = await LinkPair.Connected();
        await pair.Restart(new NodeId("called", 3));
        await Eventually.Holds(() => pair.Log.Lines.Any(l => l.Text.Contains("refuses this node: It is called#3, and caller#1 calls called#2", StringComparison.Ordinal)), () => pair.Log);
        Assert.Equal(ReplyKind.Retry, (await pair.Ask(new AccountCommand.DepositChecking(1))).Kind);
        pair.Follow(new NodeId("called", 3));
        await pair.IsConnected();
        Assert.Empty(pair.Caller.Unreachable);
    }

    [Fact]
    public async Task Neighbouring_versions_work_together()
    {
        await using var older = await LinkPair.Connected(callers: new LinkVersions(1, 1), calleds: new LinkVersions(1, 2));
        await using var newer = await LinkPair.Connected(callers: new LinkVersions(1, 2), calleds: new LinkVersions(1, 1));
        Assert.Contains(older.Log.Lines, l => l.Text.Contains("both speak version 1", StringComparison.Ordinal));
        Assert.Contains(newer.Log.Lines, l => l.Text.Contains("both speak version 1", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Versions_too_far_apart_refuse_each_other_and_say_why()
    {
        await using var pair = await LinkPair.Start(callers: new LinkVersions(3, 4), calleds: new LinkVersions(1, 2));
        await Eventually.Holds(() => pair.Caller.Unreachable.Count == 1);
        Assert.Contains(pair.Log.Lines, l => l.Level == LogLevel.Error && l.Text.Contains("called#2 speaks version 1 to 2 of the link and caller#1 version 3 to 4: upgrade one release at a time", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Whoever_is_no_node_is_turned_away_and_harms_nobody()
    {
        await using var pair = await LinkPair.Connected();
        using var stranger = new HttpClient { DefaultRequestVersion = HttpVersion.Version20, DefaultVersionPolicy = HttpVersionPolicy.RequestVersionExact };
        using var other = await stranger.GetAsync(new Uri(pair.Called.Address, "/"));
        Assert.Equal(HttpStatusCode.NotFound, other.StatusCode);
        using var noise = await stranger.PostAsync(new Uri(pair.Called.Address, "/actors/link"), new ByteArrayContent([1, 0, 0, 0, 77]));
        Assert.Empty(await noise.Content.ReadAsByteArrayAsync());
        using (var raw = new TcpClient())
        {
            await raw.ConnectAsync(IPAddress.Loopback, pair.Called.Address.Port);
            await raw.GetStream().WriteAsync("nonsense"u8.ToArray());
        }

        Assert.Equal(ReplyKind.Completed, (await pair.Ask(new AccountCommand.DepositChecking(1))).Kind);
    }

    private static async Task Relayed(LinkPair pair, CuttableRelay cut)
    {
        pair.Follow(cut.To(pair.Called.Address));
        await pair.IsConnected();
    }
}
