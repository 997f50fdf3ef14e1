using System.Diagnostics.Metrics;
using Actors.Journal;

namespace Actors.Runtime.Telemetry;

/// <summary>
/// The metrics of one node, named after OpenTelemetry's semantic conventions: seconds for times, plain words in braces for
/// things that are counted. What happens per command is counted beside the meters and read when somebody looks. Thread-safe.
/// </summary>
internal sealed class NodeMetrics : IDisposable
{
    private static readonly InstrumentAdvice<double> Durations = new()
    {
        HistogramBucketBoundaries = [0.0001, 0.00025, 0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10],
    };

    private static readonly InstrumentAdvice<int> Sizes = new()
    {
        HistogramBucketBoundaries = [1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000, 5000],
    };

    private readonly Meter _meter;
    private readonly TimeProvider _time;
    private readonly Histogram<double> _asks;
    private readonly Histogram<double> _commits;
    private readonly Histogram<int> _commitRecords;
    private readonly Histogram<double> _commitWaits;
    private readonly Histogram<double> _loads;
    private readonly Counter<long> _loaded;
    private readonly Counter<long> _snapshots;
    private readonly Counter<long> _snapshotsLost;
    private readonly Counter<long> _claims;
    private readonly Counter<long> _fences;
    private readonly Histogram<double> _moves;
    private readonly Histogram<double> _sideEffects;

    /// <summary>Creates the metrics.</summary>
    /// <param name="meters">Makes the meter, so that a listener can tell the nodes of a process apart; <see langword="null"/> makes one that stands alone.</param>
    /// <param name="time">The clock.</param>
    public NodeMetrics(IMeterFactory? meters, TimeProvider time)
    {
        _time = time;
        _meter = meters?.Create(ActorTelemetry.MeterName) ?? new Meter(ActorTelemetry.MeterName);
        Lanes = new LaneBoard(_meter, time);
        Ingress = new IngressBoard(_meter);
        _asks = _meter.CreateHistogram("actors.ask.duration", "s", "From an ask to its durable answer.", advice: Durations);
        _commits = _meter.CreateHistogram("actors.commit.duration", "s", "One group commit, waits for an absent journal included.", advice: Durations);
        _commitRecords = _meter.CreateHistogram("actors.commit.records", "{record}", "Records of one group commit.", advice: Sizes);
        _commitWaits = _meter.CreateHistogram(
            "actors.commit.wait", "s", "From the receipt of the oldest command of a group commit to the commit's begin.", advice: Durations);
        _loads = _meter.CreateHistogram("actors.entity.load.duration", "s", "One load of many entities.", advice: Durations);
        _loaded = _meter.CreateCounter<long>("actors.entity.loads", "{entity}", "Entities loaded into memory.");
        _snapshots = _meter.CreateCounter<long>("actors.snapshots", "{snapshot}", "Snapshots saved.");
        _snapshotsLost = _meter.CreateCounter<long>("actors.snapshots.lost", "{snapshot}", "Snapshots that could not be saved; none is needed.");
        _claims = _meter.CreateCounter<long>("actors.shard.claims", "{shard}", "Shards that this node took.");
        _fences = _meter.CreateCounter<long>("actors.shard.fences", "{shard}", "Shards that another node took from this one.");
        _moves = _meter.CreateHistogram(
            "actors.shard.unserved", "s", "How long nobody served a shard that was handed off to this node: since its last owner stopped taking for it.", advice: Durations);
        _sideEffects = _meter.CreateHistogram("actors.side_effect.duration", "s", "One side effect with all its attempts.", advice: Durations);
    }

    /// <summary>Where lanes and readers tell how far they are.</summary>
    public LaneBoard Lanes { get; }

    /// <summary>Where inputs tell what became of their records.</summary>
    public IngressBoard Ingress { get; }

    /// <summary>The meter, for gauges of the node's parts.</summary>
    public Meter Meter => _meter;

    /// <summary>Whether somebody wants to know how long asks take.</summary>
    public bool MeasuresAsks => _asks.Enabled;

    /// <summary>The clock's stamp, as the start of what is measured.</summary>
    public long Now => _time.GetTimestamp();

    /// <summary>Takes the end of an ask.</summary>
    /// <param name="started">Its <see cref="Now"/>; 0 when it had no time at all.</param>
    /// <param name="error">What went wrong, of few kinds; <see langword="null"/> when there was an outcome.</param>
    public void Asked(long started, string? error)
    {
        var seconds = started == 0 ? 0 : _time.GetElapsedTime(started).TotalSeconds;
        if (error is null)
        {
            _asks.Record(seconds);
        }
        else
        {
            _asks.Record(seconds, new KeyValuePair<string, object?>("error.type", error));
        }
    }

    /// <summary>Takes the end of a group commit.</summary>
    public void Committed(IReadOnlyList<ShardCommit> commits, long started)
    {
        var elapsed = _time.GetElapsedTime(started);
        if (_commits.Enabled)
        {
            _commits.Record(elapsed.TotalSeconds);
            var began = _time.GetUtcNow() - elapsed;
            var (records, oldest) = (0, began);
            for (var i = 0; i < commits.Count; i++)
            {
                var part = commits[i].Records;
                records += part.Count;
                if (part.Count > 0 && part[0].Time < oldest) // Another node's clock may be ahead.
                {
                    oldest = part[0].Time;
                }
            }

            _commitWaits.Record((began - oldest).TotalSeconds);

            _commitRecords.Record(records);
        }

        if (Tracing.IsOn)
        {
            CommitTracing.Trace(commits, _time.GetUtcNow() - elapsed, _time.GetUtcNow());
        }
    }

    /// <summary>Takes the end of a load.</summary>
    public void Loaded(int entities, long started)
    {
        _loaded.Add(entities);
        _loads.Record(_time.GetElapsedTime(started).TotalSeconds);
    }

    /// <summary>Counts snapshots that were saved.</summary>
    public void SnapshotsSaved(int count) => _snapshots.Add(count);

    /// <summary>Counts snapshots that could not be saved.</summary>
    public void SnapshotsLost(int count) => _snapshotsLost.Add(count);

    /// <summary>Counts a shard that this node took.</summary>
    public void ShardClaimed() => _claims.Add(1);

    /// <summary>Takes the time for which nobody served a shard that was handed off to this node.</summary>
    public void ShardMoved(TimeSpan unserved) => _moves.Record(unserved.TotalSeconds);

    /// <summary>Counts a shard that another node took.</summary>
    public void ShardFenced() => _fences.Add(1);

    /// <summary>Takes the end of a side effect.</summary>
    public void SideEffectDone(ReaderName name, long started, bool isSuccess)
    {
        if (_sideEffects.Enabled)
        {
            _sideEffects.Record(
                _time.GetElapsedTime(started).TotalSeconds,
                new KeyValuePair<string, object?>("actors.reader.name", name.Value),
                new KeyValuePair<string, object?>("actors.outcome", isSuccess ? "done" : "gave_up"));
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _meter.Dispose();
}
