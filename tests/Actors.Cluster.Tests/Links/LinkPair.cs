using Actors.Membership;
using Actors.Membership.Wire;
using Actors.TestKit.Logging;
using Actors.TestKit.Time;
using SmallBank;

namespace Actors.Cluster.Tests.Links;

/// <summary>Two nodes' links on real sockets: one calls, the other is called.</summary>
internal sealed class LinkPair : IAsyncDisposable
{
    private static readonly NodeId CallerId = new("caller", 1);
    private static readonly NodeId CalledId = new("called", 2);
    private long _sent;

    private LinkPair(NodeLink caller, NodeLink called, Bank bank, CollectedLog log)
    {
        Caller = caller;
        Called = called;
        Bank = bank;
        Log = log;
    }

    /// <summary>The options of tests: patient, because the machine may be busy with something else.</summary>
    public static LinkOptions Options { get; } = new() { SilenceMax = TimeSpan.FromSeconds(30), ConnectTimeout = TimeSpan.FromSeconds(30) };

    public NodeLink Caller { get; }

    public NodeLink Called { get; private set; }

    /// <summary>The called node's entities.</summary>
    public Bank Bank { get; }

    /// <summary>What both have logged.</summary>
    public CollectedLog Log { get; }

    /// <summary>The called node as a member.</summary>
    public Member To { get; private set; } = Member(CalledId, null);

    public static async Task<LinkPair> Start(
        Bank? bank = null, LinkOptions? options = null, LinkOptions? called = null, LinkVersions? callers = null, LinkVersions? calleds = null)
    {
        var log = new CollectedLog();
        var pair = new LinkPair(
            await NodeLink.Start(SmallBankModel.Create(), options ?? Options, callers ?? LinkVersions.Own, null, log, default),
            await NodeLink.Start(SmallBankModel.Create(), called ?? options ?? Options, calleds ?? LinkVersions.Own, null, log, default),
            bank ?? new Bank(),
            log);
        pair.Called.Receive(pair.Bank);
        pair.Called.Follow(CalledId, []);
        pair.Follow(CalledId);
        return pair;
    }

    /// <summary>Starts a pair and waits until it is connected.</summary>
    public static async Task<LinkPair> Connected(
        Bank? bank = null, LinkOptions? options = null, LinkVersions? callers = null, LinkVersions? calleds = null, LinkOptions? called = null)
    {
        var pair = await Start(bank, options, called, callers, calleds);
        await pair.IsConnected();
        return pair;
    }

    /// <summary>Waits until messages get through.</summary>
    public async Task IsConnected() =>
        await Eventually.Holds(async () => (await Ask(new AccountCommand.OpenAccount(1, 1))).Kind == ReplyKind.Completed, () => Log);

    /// <summary>Stops the called node without a word to the caller's cluster, and starts another life of it on the same port.</summary>
    public async Task Restart(NodeId id)
    {
        var port = Called.Address.Port;
        await Called.DisposeAsync();
        Called = await NodeLink.Start(SmallBankModel.Create(), Options with { ListenPort = port }, LinkVersions.Own, null, Log, default);
        Called.Receive(Bank);
        Called.Follow(id, []);
    }

    /// <summary>Lets the caller follow a life of the called node.</summary>
    public void Follow(NodeId id)
    {
        To = Member(id, Called.Address);
        Caller.Follow(CallerId, [Member(CallerId, Caller.Address), To]);
    }

    /// <summary>Lets the caller call the other node at another address.</summary>
    public void Follow(Uri address)
    {
        Caller.Follow(CallerId, []);
        To = To with { Address = address };
        Caller.Follow(CallerId, [To]);
    }

    /// <summary>Sends a command, and completes with its reply.</summary>
    public Task<CommandReply> Ask(AccountCommand command, TimeSpan? timeout = null, string account = "1") =>
        Ask(new Envelope { Target = Key(account), Command = command, Time = DateTimeOffset.UnixEpoch.AddSeconds(Interlocked.Increment(ref _sent)) }, timeout);

    /// <summary>Sends a message, and completes with its reply.</summary>
    public async Task<CommandReply> Ask(Envelope envelope, TimeSpan? timeout = null)
    {
        var place = new ReplyPlace();
        await Caller.Send(To, envelope with { ReplyTo = place }, timeout ?? TimeSpan.FromMinutes(2), default);
        return await place.Reply.WaitAsync(TimeSpan.FromMinutes(2));
    }

    /// <summary>Lets time pass in which nothing is to happen.</summary>
    public static Task Passed(TimeSpan time)
    {
        var started = TimeProvider.System.GetTimestamp();
        return Eventually.Holds(() => TimeProvider.System.GetElapsedTime(started) >= time);
    }

    public static EntityKey Key(string account) => new(Account.Type, new EntityId(account));

    public async ValueTask DisposeAsync()
    {
        await Caller.DisposeAsync();
        await Called.DisposeAsync();
    }

    private static Member Member(NodeId id, Uri? address) =>
        new() { Id = id, Address = address, Roles = MemberRoles.Shards, Status = MemberStatus.Up, Silence = TimeSpan.Zero };
}
