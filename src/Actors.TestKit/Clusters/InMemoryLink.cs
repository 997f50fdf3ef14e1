using System.Collections.Concurrent;
using Actors.Membership;

namespace Actors.TestKit.Clusters;

/// <summary>One node's link in memory: messages are handed over as they are, in order, unless the connection is cut.</summary>
internal sealed class InMemoryLink(InMemoryNetwork network, string name) : INodeLink
{
    private readonly ConcurrentDictionary<InMemoryMessage, byte> _underWay = new();
    private volatile IReadOnlyList<Member> _members = [];
    private volatile TaskCompletionSource? _frozen;

    public string Name => name;

    /// <summary>The present life of the node.</summary>
    public NodeId? Self { get; private set; }

    /// <summary>What takes messages from other nodes.</summary>
    public ILinkReceiver? Receiver { get; private set; }

    /// <inheritdoc/>
    public IReadOnlyList<NodeId> Unreachable =>
        [.. _members.Where(m => m.Id != Self && m.Status < MemberStatus.Down && network.Reach(name, m.Id.Name) is null).Select(m => m.Id)];

    /// <inheritdoc/>
    public void Receive(ILinkReceiver receiver) => Receiver = receiver;

    /// <inheritdoc/>
    public bool IsConnected(NodeId node) => network.Reach(name, node.Name)?.Self == node;

    /// <inheritdoc/>
    public void Follow(NodeId self, IReadOnlyList<Member> members)
    {
        Self = self;
        _members = members;
        foreach (var message in _underWay.Keys.Where(u => !members.Any(m => m.Id == u.To && m.Status < MemberStatus.Down)))
        {
            Break(message);
        }
    }

    /// <inheritdoc/>
    public async ValueTask Send(Member to, Envelope envelope, TimeSpan timeout, CancellationToken cancellationToken)
    {
        await Thawed(cancellationToken).ConfigureAwait(false);
        var message = new InMemoryMessage(to.Id, (IReplySink)envelope.ReplyTo!, m => _underWay.TryRemove(m, out _));
        _underWay[message] = 0;
        if (network.Reach(name, to.Id.Name) is not { Receiver: { } receiver } target || target.Self != to.Id)
        {
            message.Reply(new CommandReply { Kind = ReplyKind.Retry, Detail = $"{to.Id} cannot be reached" });
            return;
        }

        try
        {
            // Whoever sends to a frozen node waits for room, until the connection is given up.
            await (await Task.WhenAny(target.Thawed(cancellationToken), message.Answered).ConfigureAwait(false)).ConfigureAwait(false);
            if (message.Answered.IsCompleted)
            {
                return;
            }

            await receiver.Receive(envelope with { ReplyTo = message }, cancellationToken).ConfigureAwait(false);
            if (network.Duplicate(envelope))
            {
                await receiver.Receive(envelope with { ReplyTo = message }, cancellationToken).ConfigureAwait(false);
            }
        }
        catch (OperationCanceledException)
        {
            _underWay.TryRemove(message, out _);
            throw;
        }
        catch (Exception exception) when (exception is System.Threading.Channels.ChannelClosedException)
        {
            Break(message); // The other node stops.
        }
    }

    /// <summary>Lets messages from and to this node wait.</summary>
    public void Freeze() => _frozen ??= new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Lets them go.</summary>
    public void Thaw()
    {
        _frozen?.TrySetResult();
        _frozen = null;
    }

    /// <summary>Breaks the connection to a node.</summary>
    public void Break(string to)
    {
        foreach (var message in _underWay.Keys.Where(m => m.To.Name == to))
        {
            Break(message);
        }
    }

    /// <summary>Breaks all connections.</summary>
    public void BreakAll()
    {
        foreach (var message in _underWay.Keys)
        {
            Break(message);
        }
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync()
    {
        network.Disconnect(this);
        return ValueTask.CompletedTask;
    }

    private static void Break(InMemoryMessage message) => message.Reply(
        new CommandReply { Kind = ReplyKind.Retry, Detail = $"the connection to {message.To} broke", IsUncertain = true });

    private Task Thawed(CancellationToken cancellationToken) => _frozen?.Task.WaitAsync(cancellationToken) ?? Task.CompletedTask;
}
