using Actors.Journal;
using Actors.Projections;
using Actors.Runtime.Sharding;
using Actors.Runtime.Telemetry;

namespace Actors.Runtime.Readers.Builds;

/// <summary>Runs one build for some of this node's shards, in batches over all of them, until a shard comes or goes.</summary>
internal sealed class BuildWorker
{
    private const int BatchMax = 2000;
    private readonly BuildRunner _runner;
    private readonly IProjectionBuildStore _store;
    private readonly BatchApplier _applier;
    private readonly IReadOnlyList<OwnedShard> _shards;
    private readonly IReadOnlyList<OwnedShard> _seen;
    private readonly List<JournalRecord> _batch = [];
    private long _lookedAt;
    private int _first;

    /// <param name="runner">The build's runner.</param>
    /// <param name="shards">The shards.</param>
    /// <param name="seen">All shards of the node, which these are of.</param>
    public BuildWorker(BuildRunner runner, IReadOnlyList<OwnedShard> shards, IReadOnlyList<OwnedShard> seen)
    {
        _runner = runner;
        _shards = shards;
        _seen = seen;
        _store = runner.Projection.Open(runner.Build);
        _applier = new BatchApplier(_store, runner.Projection.RecoveryOf(runner.Build.Version), Services.Letters, Services.Time, Services.Logger);
    }

    private BuildServices Services => _runner.Services;

    /// <summary>Works until the shards of the node change.</summary>
    public async Task Run(CancellationToken cancellationToken)
    {
        ITailReader? reader = null;
        try
        {
            var offsets = await _store.Start(cancellationToken).ConfigureAwait(false);
            foreach (var shard in _shards)
            {
                _runner.Offsets.Set(shard.Shard, offsets.GetValueOrDefault(shard.Shard));
            }

            await LookAtParked(cancellationToken).ConfigureAwait(false);
            while (ReferenceEquals(Services.Owned.Owned, _seen))
            {
                var stamp = Services.Tail.Stamp;
                var moved = _runner.Active.Next;
                await Read(() => reader ??= Services.Tail.Follow(), cancellationToken).ConfigureAwait(false);
                if (_batch.Count > 0)
                {
                    await Apply(cancellationToken).ConfigureAwait(false);
                }
                else
                {
                    await WaitForMore(stamp, moved, cancellationToken).ConfigureAwait(false);
                }

                if (_applier.ParkedCount > 0 && Services.Time.GetElapsedTime(_lookedAt) > Services.Options.LookEvery)
                {
                    await LookAtParked(cancellationToken).ConfigureAwait(false);
                }
            }
        }
        finally
        {
            reader?.Dispose();
        }
    }

    /// <summary>Reads what comes next, from the tail where it follows, and from the journal itself where it would only keep the tail from forgetting.</summary>
    private async Task Read(Func<ITailReader> tail, CancellationToken cancellationToken)
    {
        _batch.Clear();
        var isBuilding = _runner.Build.Phase == BuildPhase.Building;
        var most = isBuilding ? Math.Min(Services.Options.RebuildBatchMax, Services.Rate.TurnMax) : BatchMax;
        for (var i = 0; i < _shards.Count && _batch.Count < most; i++)
        {
            // Each turn begins at another shard, so that a busy one cannot keep the others waiting.
            var shard = _shards[(_first + i) % _shards.Count].Shard;
            var offset = _runner.Offsets.Of(shard);
            var count = (int)Math.Min(most - _batch.Count, _runner.Limit(shard) - offset);
            if (count > 0)
            {
                _batch.AddRange(isBuilding
                    ? await Services.Journal.Read(shard, new SequenceNumber(offset), count, cancellationToken).ConfigureAwait(false)
                    : await tail().Read(shard, new SequenceNumber(offset), count, cancellationToken).ConfigureAwait(false));
            }
        }

        _first = (_first + 1) % Math.Max(1, _shards.Count);
        if (isBuilding && _batch.Count > 0)
        {
            await Services.Rate.Take(_batch.Count, cancellationToken).ConfigureAwait(false);
        }
    }

    private async Task Apply(CancellationToken cancellationToken)
    {
        _runner.Oldest = _batch.Min(r => r.Time);
        var started = Services.Time.GetUtcNow();
        await _applier.Apply(_batch, Move, cancellationToken).ConfigureAwait(false);
        ProjectionTracing.Trace(_store.Name, _batch, started, Services.Time);
        _runner.Oldest = null;
        _runner.HasParked(this, _applier.ParkedCount);
    }

    private void Move(IReadOnlyList<JournalRecord> records)
    {
        foreach (var record in records)
        {
            _runner.Offsets.Set(record.Shard, record.Sequence.Value);
        }

        _runner.HasMoved();
    }

    /// <summary>The active build waits for the journal, the others for the active one; all look up from time to time.</summary>
    private async Task WaitForMore(long stamp, Task moved, CancellationToken cancellationToken)
    {
        using var waiting = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var more = _runner.Build.Phase == BuildPhase.Active ? Services.Tail.WaitBeyond(stamp, waiting.Token) : moved;
        var isAlone = _runner.Build.Phase == BuildPhase.Active && _applier.ParkedCount == 0;
        if (isAlone)
        {
            // A change of its phase touches the tail as well, so nothing but a move of it matters.
            await more.ConfigureAwait(false);
            return;
        }

        var due = Task.Delay(Services.Options.LookEvery, Services.Time, waiting.Token);
        await Task.WhenAny(more, due).ConfigureAwait(false);
        await waiting.CancelAsync().ConfigureAwait(false);
        cancellationToken.ThrowIfCancellationRequested();
    }

    /// <summary>Learns which entities of its shards are parked, and replays those that somebody wants.</summary>
    private async Task LookAtParked(CancellationToken cancellationToken)
    {
        _lookedAt = Services.Time.GetTimestamp();
        var shards = _shards.Select(s => s.Shard).ToHashSet();
        ParkedEntity[] parked =
        [
            .. (await _store.Parked(cancellationToken).ConfigureAwait(false)).Where(p => shards.Contains(Services.Journal.ShardCount.ShardOf(p.Entity))),
        ];
        _applier.Know(parked.Select(p => p.Entity));
        foreach (var wanted in parked.Where(p => p.IsWanted))
        {
            await _applier.Replay(wanted.Entity, Services.Journal, cancellationToken).ConfigureAwait(false);
        }

        _runner.HasParked(this, _applier.ParkedCount);
    }
}
