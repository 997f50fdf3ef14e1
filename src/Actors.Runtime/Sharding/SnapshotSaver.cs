using Actors.Journal;

namespace Actors.Runtime.Sharding;

/// <summary>
/// Saves snapshots one group at a time, beside the commits. While a group is being saved newer ones wait, up to a bound; beyond it
/// they are dropped, because a snapshot is never needed. Used by one host's loop.
/// </summary>
internal sealed class SnapshotSaver(ShardHostServices services)
{
    private const int WaitingMax = 2000;
    private readonly List<Snapshot> _waiting = [];
    private Task _saving = Task.CompletedTask;

    /// <summary>Takes snapshots, and starts to save when nothing else is being saved.</summary>
    public void Add(IReadOnlyList<Snapshot> snapshots, CancellationToken cancellationToken)
    {
        if (_waiting.Count + snapshots.Count <= WaitingMax)
        {
            _waiting.AddRange(snapshots);
        }

        if (_waiting.Count > 0 && _saving.IsCompleted && !cancellationToken.IsCancellationRequested)
        {
            var group = _waiting.ToArray();
            _waiting.Clear();
            _saving = Task.Run(() => Save(group, cancellationToken), CancellationToken.None);
        }
    }

    private async Task Save(Snapshot[] snapshots, CancellationToken cancellationToken)
    {
        try
        {
            await services.Snapshots.Save(snapshots, cancellationToken).ConfigureAwait(false);
            services.Metrics.SnapshotsSaved(snapshots.Length);
        }
        catch (Exception exception) // A snapshot is never needed: whatever went wrong, the journal has the events.
        {
            services.Metrics.SnapshotsLost(snapshots.Length);
            services.SnapshotsNotSaved(snapshots.Length, exception);
        }
    }
}
