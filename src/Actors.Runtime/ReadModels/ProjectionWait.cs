using Actors.Journal;
using Actors.Runtime.Readers;
using Actors.Runtime.Sharding;

namespace Actors.Runtime.ReadModels;

/// <summary>
/// Waits for a projection to come to a place. What this node's own runner has done is known at once; of shards that others run, the
/// stored offsets are looked up, as seldom as will do.
/// </summary>
internal sealed class ProjectionWait(IReadOnlyList<IProjectionRun> runners, IOwnedShards owned, TimeProvider time)
{
    private static readonly TimeSpan Step = TimeSpan.FromMilliseconds(2);
    private static readonly TimeSpan LookEvery = TimeSpan.FromMilliseconds(20);

    public async Task<bool> Until(ReaderName projection, IReadOnlyList<JournalOffset> offsets, TimeSpan within, CancellationToken cancellationToken)
    {
        var runner = runners.FirstOrDefault(r => r.Name == projection)
            ?? throw new ArgumentException($"This node has no projection '{projection}'.", nameof(projection));
        var started = time.GetTimestamp();
        var looked = time.GetTimestamp();
        while (true)
        {
            var missing = offsets.Where(o => runner.Offset(o.Shard) < o.Sequence).ToList();
            if (missing.Count == 0)
            {
                return true;
            }

            if (time.GetElapsedTime(started) >= within)
            {
                return false;
            }

            if (time.GetElapsedTime(looked) >= LookEvery && missing.Exists(IsElsewhere))
            {
                runner.Look();
                looked = time.GetTimestamp();
            }

            await Task.Delay(Step, time, cancellationToken).ConfigureAwait(false);
        }
    }

    private bool IsElsewhere(JournalOffset offset) => owned.Owned.All(o => o.Shard != offset.Shard);
}
