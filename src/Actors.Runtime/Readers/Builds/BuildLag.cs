using Actors.Journal;
using Actors.Projections;

namespace Actors.Runtime.Readers.Builds;

/// <summary>How far a build is behind the journal, over all shards.</summary>
internal sealed class BuildLag(IJournal journal, TimeProvider time)
{
    /// <summary>The records that it has not applied, and how long ago the oldest of them was received.</summary>
    public async Task<(long Records, TimeSpan Age)> Of(
        IReadOnlyList<ShardHead> heads, IReadOnlyList<ShardProgress> progress, CancellationToken cancellationToken)
    {
        var offsets = progress.ToDictionary(p => p.Shard, p => p.Offset);
        var (records, age) = (0L, TimeSpan.Zero);
        foreach (var head in heads)
        {
            var offset = offsets.GetValueOrDefault(head.Shard);
            if (head.Head.Value <= offset)
            {
                continue;
            }

            records += head.Head.Value - offset;
            var next = await journal.Read(head.Shard, new SequenceNumber(offset), 1, cancellationToken).ConfigureAwait(false);
            if (next is [var record])
            {
                var waited = time.GetUtcNow() - record.Time;
                age = waited > age ? waited : age;
            }
        }

        return (records, age);
    }
}
