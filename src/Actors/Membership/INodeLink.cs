namespace Actors.Membership;

/// <summary>
/// The way from this node to the others: one connection to each, kept open, over which messages go out and replies come back.
/// Messages to one node keep their order as long as the connection holds. Thread-safe.
/// </summary>
public interface INodeLink : IAsyncDisposable
{
    /// <summary>
    /// Hands a message over. Its <see cref="Envelope.ReplyTo"/>, an <see cref="IReplySink"/>, gets exactly one reply: that of the other
    /// node, or <see cref="ReplyKind.Retry"/> when the other node cannot be reached or the connection breaks; uncertain
    /// (<see cref="CommandReply.IsUncertain"/>) unless the message certainly never left. Waits while too many messages are under way.
    /// </summary>
    /// <param name="to">The node, with its address.</param>
    /// <param name="envelope">The message. Its command is encoded before this returns.</param>
    /// <param name="timeout">How long the sender waits for its reply; the other node gives up then, too.</param>
    /// <param name="cancellationToken">Gives up waiting for room; the message has then not left.</param>
    ValueTask Send(Member to, Envelope envelope, TimeSpan timeout, CancellationToken cancellationToken);

    /// <summary>Tells where messages of other nodes go; until then they are told to come again. Called before the node owns shards.</summary>
    void Receive(ILinkReceiver receiver);

    /// <summary>Whether a connection to a node is open, so that a message to it goes at once.</summary>
    bool IsConnected(NodeId node);

    /// <summary>Which of the members this node cannot reach at present. Those it has never called count as reachable.</summary>
    IReadOnlyList<NodeId> Unreachable { get; }

    /// <summary>
    /// Tells who this link calls and keeps watch on: opens connections to new members, closes those to members that are gone. Does not
    /// wait for connections.
    /// </summary>
    void Follow(NodeId self, IReadOnlyList<Member> members);
}
