using Actors.Journal;
using Actors.Runtime.Telemetry;

namespace Actors.Runtime.Sharding;

/// <summary>
/// Saves snapshots one group at a time, beside the commits. While a group is being saved newer ones wait, up to a bound, and follow it;
/// beyond the bound they are dropped, because a snapshot is never needed. Thread-safe.
/// </summary>
/// <param name="store">Where they go.</param>
/// <param name="metrics">Counts what became of them.</param>
/// <param name="notSaved">Called when some could not be saved.</param>
internal sealed class SnapshotSaver(ISnapshotStore store, NodeMetrics metrics, Action<int, Exception> notSaved)
{
    private const int WaitingMax = 2000;
    private readonly Lock _gate = new();
    private List<Snapshot> _waiting = [];
    private bool _isSaving;

    /// <summary>Takes snapshots, and starts to save when nothing else is being saved.</summary>
    public void Add(IReadOnlyList<Snapshot> snapshots, CancellationToken cancellationToken)
    {
        if (snapshots.Count == 0)
        {
            return;
        }

        lock (_gate)
        {
            if (_waiting.Count + snapshots.Count <= WaitingMax)
            {
                _waiting.AddRange(snapshots);
            }
            else
            {
                metrics.SnapshotsLost(snapshots.Count);
            }

            if (_isSaving || _waiting.Count == 0)
            {
                return;
            }

            _isSaving = true;
        }

        _ = Task.Run(() => SaveAll(cancellationToken), CancellationToken.None);
    }

    private async Task SaveAll(CancellationToken cancellationToken)
    {
        while (TakeWaiting(cancellationToken) is { } group)
        {
            await Save(group, cancellationToken).ConfigureAwait(false);
        }
    }

    private List<Snapshot>? TakeWaiting(CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            if (_waiting.Count == 0 || cancellationToken.IsCancellationRequested)
            {
                _isSaving = false;
                return null;
            }

            var group = _waiting;
            _waiting = [];
            return group;
        }
    }

    private async Task Save(List<Snapshot> snapshots, CancellationToken cancellationToken)
    {
        try
        {
            await store.Save(snapshots, cancellationToken).ConfigureAwait(false);
            metrics.SnapshotsSaved(snapshots.Count);
        }
        catch (Exception exception) // A snapshot is never needed: whatever went wrong, the journal has the events.
        {
            metrics.SnapshotsLost(snapshots.Count);
            notSaved(snapshots.Count, exception);
        }
    }
}
