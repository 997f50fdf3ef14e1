using Actors.Journal;
using Actors.Membership;
using Actors.Sharding;

namespace Actors.Runtime.Sharding;

/// <summary>Brings messages to the owners of their shards: to a host of this node, or over the link to another. Thread-safe.</summary>
/// <param name="shardCount">The number of shards.</param>
/// <param name="homes">Where the shards live.</param>
/// <param name="link">The way to other nodes; <see langword="null"/> for a node that is alone.</param>
internal sealed class ShardRouter(ShardCount shardCount, ShardHomes homes, INodeLink? link) : IShardSender, ILinkReceiver
{
    // Lanes wait as long as it takes; this only makes them notice a reply that got lost on the other node.
    private static readonly TimeSpan LaneTimeout = TimeSpan.FromSeconds(30);

    /// <summary>Called when a shard's home has refused a message: what this node knows may be old.</summary>
    public Action Refused { get; set; } = static () => { };

    public ShardId ShardOf(EntityKey entity) => shardCount.ShardOf(entity);

    public Epoch EpochOf(ShardId shard) => homes[shard].Addressee;

    /// <summary>Where a shard lives.</summary>
    public ShardHome HomeOf(ShardId shard) => homes[shard];

    /// <summary>Hands a message to a shard's home; waits while it is full.</summary>
    /// <param name="home">The home; nowhere replies <see cref="ReplyKind.Retry"/>.</param>
    /// <param name="envelope">The message.</param>
    /// <param name="timeout">How long its sender waits.</param>
    /// <param name="cancellationToken">Gives up waiting for room.</param>
    public ValueTask Send(ShardHome home, Envelope envelope, TimeSpan timeout, CancellationToken cancellationToken)
    {
        if (home.Host is { } host)
        {
            return host.Send(envelope, cancellationToken);
        }

        if (link is not null && home.Owner is { Address: not null } owner)
        {
            return link.Send(owner, envelope, timeout, cancellationToken);
        }

        ((IReplySink)envelope.ReplyTo!).Reply(CommandReply.Retry(home.Owner is { } member
            ? $"{member.Id} owns the shard and has told no address"
            : "the shard is on its way to an owner"));
        return ValueTask.CompletedTask;
    }

    public ValueTask Send(ShardId shard, Envelope envelope, CancellationToken cancellationToken) =>
        Send(homes[shard], envelope, LaneTimeout, cancellationToken);

    public async Task WaitForMove(ShardId shard, Epoch seen, CancellationToken cancellationToken)
    {
        Refused();
        while (homes[shard] is var home && (home.IsNowhere || home.Epoch == seen))
        {
            var moved = homes.IsClosed ? Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, cancellationToken) : homes.WaitForMove(shard, home);
            await moved.WaitAsync(cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>Completes when a shard's home is another than the one seen, or the node has stopped.</summary>
    public Task WaitForMove(ShardId shard, ShardHome seen)
    {
        Refused();
        return homes.WaitForMove(shard, seen);
    }

    /// <summary>Whether the node has stopped.</summary>
    public bool IsClosed => homes.IsClosed;

    /// <summary>Takes a message from another node.</summary>
    public ValueTask Receive(Envelope envelope, CancellationToken cancellationToken)
    {
        if (homes[ShardOf(envelope.Target)].Host is { } host)
        {
            return host.Send(envelope, cancellationToken);
        }

        ((IReplySink)envelope.ReplyTo!).Reply(CommandReply.Retry("this node does not own the shard"));
        return ValueTask.CompletedTask;
    }
}
