using Actors.Journal;
using Actors.Sharding;

namespace Actors.Runtime.Sharding;

/// <summary>A shard that this node owns, and the right that comes with it: a token that falls together with the ownership.</summary>
internal sealed class OwnedShard : IDisposable
{
    private readonly CancellationTokenSource _lost;

    public OwnedShard(ShardId shard, Epoch epoch)
        : this(shard, epoch, new CancellationTokenSource())
    {
    }

    private OwnedShard(ShardId shard, Epoch epoch, CancellationTokenSource lost)
    {
        Shard = shard;
        Epoch = epoch;
        _lost = lost;
        Lost = lost.Token;
    }

    public ShardId Shard { get; }

    /// <summary>The ownership.</summary>
    public Epoch Epoch { get; }

    /// <summary>Falls when this node gives the shard up or has lost it. Whatever is done for the shard links to it.</summary>
    public CancellationToken Lost { get; }

    /// <summary>The same right to another shard.</summary>
    public OwnedShard With(ShardId shard) => new(shard, Epoch, _lost);

    /// <summary>Lets the token fall; what hangs on it runs on other threads.</summary>
    public void Fall() => _ = _lost.CancelAsync();

    /// <inheritdoc/>
    public void Dispose() => _lost.Dispose();
}
