namespace Actors.Membership;

/// <summary>What a node does with messages that other nodes send to it. Thread-safe.</summary>
public interface ILinkReceiver
{
    /// <summary>
    /// Takes a message; its reply goes to <see cref="Envelope.ReplyTo"/>, exactly once. A node that does not own the shard replies
    /// <see cref="ReplyKind.Retry"/> at once and never forwards. Waits while the shard's host is full, which slows the sender.
    /// </summary>
    ValueTask Receive(Envelope envelope, CancellationToken cancellationToken);
}
