using Actors.Journal;
using Actors.Runtime.Lanes;
using Actors.Runtime.Sharding;
using Actors.Sharding;

namespace Actors.Runtime.Readers;

/// <summary>The followers of one reader: one for each shard that this node owns. Used by the reader's loop.</summary>
/// <param name="owned">The shards of this node.</param>
/// <param name="name">The reader.</param>
/// <param name="offsets">Where its offsets are.</param>
/// <param name="sender">Makes the sender of a shard's lane, which starts after the offset given.</param>
internal sealed class ShardFollowers(
    IOwnedShards owned, ReaderName name, IOffsetStore offsets, Func<ShardId, SequenceNumber, CancellationToken, LaneSender> sender) : IDisposable
{
    private IReadOnlyList<OwnedShard>? _seen;
    private volatile IReadOnlyList<ShardFollower> _followers = [];

    /// <summary>The followers as of the last <see cref="Update"/>.</summary>
    public IReadOnlyList<ShardFollower> All => _followers;

    /// <summary>The senders of their lanes. Thread-safe.</summary>
    public IEnumerable<LaneSender> Senders => _followers.Select(f => f.Sender);

    /// <summary>Ends the followers of shards that have gone and starts those of new ones at their stored offsets.</summary>
    public async ValueTask Update(CancellationToken cancellationToken)
    {
        var now = owned.Owned;
        if (ReferenceEquals(now, _seen))
        {
            return;
        }

        foreach (var gone in _followers.Where(f => !now.Contains(f.Owned)))
        {
            await End(gone, cancellationToken).ConfigureAwait(false);
        }

        List<ShardFollower> next = [.. _followers.Where(f => now.Contains(f.Owned))];
        if (now.Except(next.Select(f => f.Owned)).ToArray() is { Length: > 0 } added)
        {
            var saved = await offsets.Load(name, cancellationToken).ConfigureAwait(false);
            next.AddRange(added.Select(shard =>
            {
                var start = new SequenceNumber(saved.GetValueOrDefault(shard.Shard));
                return new ShardFollower(shard, start, token => sender(shard.Shard, start, token), cancellationToken);
            }));
        }

        _followers = next;
        _seen = now;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var follower in _followers)
        {
            follower.Dispose();
        }
    }

    /// <summary>Saves what is done, so that the next owner repeats as little as possible. Late or lost, it costs only that.</summary>
    private async Task End(ShardFollower follower, CancellationToken cancellationToken)
    {
        follower.Dispose();
        if (follower.Done is var done && done > follower.Saved)
        {
            follower.Saved = done;
            await offsets.Save(name, new Dictionary<ShardId, long> { [follower.Shard] = done }, cancellationToken).ConfigureAwait(false);
        }
    }
}
