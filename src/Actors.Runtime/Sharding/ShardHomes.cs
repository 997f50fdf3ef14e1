using Actors.Journal;
using Actors.Membership;
using Actors.Sharding;

namespace Actors.Runtime.Sharding;

/// <summary>
/// Where every shard lives. What this node's own hosts do is known at once, the rest from the newest view. Whoever waits for a
/// shard to move is woken when it does. Thread-safe; reading takes no lock.
/// </summary>
internal sealed class ShardHomes
{
    private readonly ShardHome[] _homes;
    private readonly TaskCompletionSource?[] _moved;
    private volatile bool _isClosed;

    public ShardHomes(ShardCount shardCount)
    {
        _homes = [.. shardCount.All.Select(_ => ShardHome.Unknown)];
        _moved = new TaskCompletionSource?[shardCount.Value];
    }

    /// <summary>Whether the node has stopped, so that nothing will move any more.</summary>
    public bool IsClosed => _isClosed;

    /// <summary>Where a shard lives. The same object until it moves.</summary>
    public ShardHome this[ShardId shard] => Volatile.Read(ref _homes[shard.Value]);

    /// <summary>Says that a host of this node drives a shard from now on.</summary>
    public void Own(ShardId shard, Epoch epoch, ShardHost host) => Change(shard, _ => new ShardHome(epoch, host, null));

    /// <summary>Says that no host of this node takes messages for a shard any more.</summary>
    public void Leave(ShardId shard) => Change(shard, home => home.Host is null ? home : home with { Host = null });

    /// <summary>Takes a shard's row from a view. One that is older than what is known is passed over.</summary>
    /// <param name="row">The row.</param>
    /// <param name="owner">The member that owns it; <see langword="null"/> when it is this node, nobody, or one that is gone.</param>
    public void Learn(ShardHead row, Member? owner) => Change(row.Shard, home =>
        row.Epoch < home.Epoch || home.Host is not null || (row.Epoch == home.Epoch && home.Owner?.Id == owner?.Id && home.Owner?.Address == owner?.Address)
            ? home
            : new ShardHome(row.Epoch, null, owner));

    /// <summary>Completes when a shard's home is another than the one seen, or the node has stopped.</summary>
    public Task WaitForMove(ShardId shard, ShardHome seen)
    {
        lock (_homes)
        {
            return _isClosed || !ReferenceEquals(_homes[shard.Value], seen)
                ? Task.CompletedTask
                : (_moved[shard.Value] ??= new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously)).Task;
        }
    }

    /// <summary>Ends all waiting: the node has stopped.</summary>
    public void Close()
    {
        TaskCompletionSource?[] waiting;
        lock (_homes)
        {
            _isClosed = true;
            waiting = [.. _moved];
        }

        foreach (var moved in waiting)
        {
            moved?.TrySetResult();
        }
    }

    private void Change(ShardId shard, Func<ShardHome, ShardHome> change)
    {
        TaskCompletionSource? moved;
        lock (_homes)
        {
            var home = _homes[shard.Value];
            var next = change(home);
            if (ReferenceEquals(home, next))
            {
                return;
            }

            Volatile.Write(ref _homes[shard.Value], next);
            moved = _moved[shard.Value];
            _moved[shard.Value] = null;
        }

        moved?.TrySetResult();
    }
}
