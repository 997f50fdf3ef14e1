using System.ComponentModel.DataAnnotations;
using System.Diagnostics.Metrics;
using Actors.Journal;
using Actors.Projections;
using Actors.Runtime.Readers;
using Actors.Runtime.Sharding;
using Actors.Runtime.Supervision;
using Actors.Runtime.Tail;
using Actors.Runtime.Telemetry;
using Actors.Runtime.Timers;
using Actors.Runtime.Upkeep;
using Actors.Schema;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace Actors.Runtime;

/// <summary>The parts of one node, put together.</summary>
internal sealed class NodeParts
{
    private readonly List<(string Name, Func<CancellationToken, Task> Loop)> _readers = [];

    public required HealthBoard Health { get; init; }

    public required Supervisor Supervisor { get; init; }

    public required JournalTail Tail { get; init; }

    public required ShardRegion Region { get; init; }

    public required IReadOnlyList<ProjectionRunner> Projections { get; init; }

    public required NodeMetrics Metrics { get; init; }

    public required ILogger Logger { get; init; }

    public List<IDisposable> Owned { get; } = [];

    /// <summary>Puts a node together without starting it.</summary>
    public static NodeParts Build(
        ActorModel model,
        IJournalStore store,
        ActorSystemOptions options,
        IReadOnlyList<IProjectionStore> projections,
        TimeProvider time,
        ILoggerFactory? loggers,
        IMeterFactory? meters = null)
    {
        Check(options);
        var logger = (loggers ?? NullLoggerFactory.Instance).CreateLogger("Actors.Runtime");
        var health = new HealthBoard(time);
        var tail = new JournalTail(store.Journal, options.RecentRecordsPerShard);
        var metrics = new NodeMetrics(meters, time);
        var supervisor = new Supervisor(health, time, logger);
        var region = new ShardRegion(model, store, options, new RegionServices(tail, health, supervisor, metrics, time, logger));
        var parts = new NodeParts
        {
            Health = health,
            Supervisor = supervisor,
            Tail = tail,
            Region = region,
            Metrics = metrics,
            Logger = logger,
            Projections = [.. projections.Select(p => new ProjectionRunner(p, tail, store.Journal.ShardCount, time, logger, metrics))],
        };
        parts.Owned.Add(region);
        parts.Owned.Add(metrics);
        NodeGauges.Add(metrics.Meter, region.Hosts, health, store.Journal.ShardCount.Value);
        parts.AddReaders(model, store, time, logger);
        return parts;
    }

    /// <summary>Starts the loops that follow the journal.</summary>
    public void StartReaders()
    {
        foreach (var (name, loop) in _readers)
        {
            Supervisor.Run(name, loop);
        }
    }

    private static void Check(ActorSystemOptions options)
    {
        var faults = new List<ValidationResult>();
        if (!Validator.TryValidateObject(options, new ValidationContext(options), faults, validateAllProperties: true))
        {
            throw new ArgumentException(string.Join(" ", faults.Select(f => f.ErrorMessage)), nameof(options));
        }
    }

    private void AddReaders(ActorModel model, IJournalStore store, TimeProvider time, ILogger logger)
    {
        var timers = new TimerRunner(store.Journal, model, Region, Health, time);
        Region.TimersSet = timers.Set;
        _readers.Add(("timers", timers.Run));
        _readers.Add(("compaction", new CompactionRunner(store, Tail, Region).Run));
        _readers.Add(("dead letter count", new DeadLetterWatch(Metrics.Meter, store.DeadLetters).Run));
        var reader = new LaneReader(store, Tail, model, Region, time, new LaneReaderOptions(), Metrics);
        foreach (var reaction in model.Reactions)
        {
            _readers.Add(($"reaction {reaction.Name}", new ReactionRunner(reaction, reader, store.DeadLetters, logger).Run));
        }

        foreach (var sideEffect in model.SideEffects)
        {
            var runner = new SideEffectRunner(sideEffect, reader, store.DeadLetters, time, logger);
            Owned.Add(runner);
            _readers.Add(($"side effect {sideEffect.Name}", runner.Run));
        }

        foreach (var projection in Projections)
        {
            _readers.Add(($"projection {projection.Name}", projection.Run));
        }
    }
}
