using Actors.Journal;
using Actors.Sharding;

namespace Actors.Runtime.Readers;

/// <summary>Saves the offsets of a reader from time to time, those that have moved.</summary>
internal sealed class OffsetSaver(ReaderName name, IOffsetStore offsets, TimeProvider time, TimeSpan every)
{
    private long _last = time.GetTimestamp();

    /// <summary>Saves when the time has come, or at once.</summary>
    public async Task SaveWhenDue(IReadOnlyList<ShardFollower> followers, bool force, CancellationToken cancellationToken)
    {
        if (!force && time.GetElapsedTime(_last) < every)
        {
            return;
        }

        _last = time.GetTimestamp();
        var moved = new Dictionary<ShardId, long>();
        foreach (var follower in followers)
        {
            if (follower.Done is var done && done > follower.Saved)
            {
                moved.Add(follower.Shard, done);
            }
        }

        if (moved.Count > 0)
        {
            await offsets.Save(name, moved, cancellationToken).ConfigureAwait(false);
            foreach (var follower in followers)
            {
                follower.Saved = moved.GetValueOrDefault(follower.Shard, follower.Saved);
            }
        }
    }
}
