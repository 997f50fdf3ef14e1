using System.ComponentModel.DataAnnotations;
using System.Diagnostics.Metrics;
using Actors.Journal;
using Actors.Membership;
using Actors.Projections;
using Actors.Projections.Audits;
using Actors.Runtime.Audits;
using Actors.Runtime.Cluster;
using Actors.Runtime.Readers;
using Actors.Runtime.Readers.Builds;
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

    public required ShardRouter Router { get; init; }

    public required ShardHomes Homes { get; init; }

    public required LocalShards Shards { get; init; }

    public required IShardOwnership Ownership { get; init; }

    public required IReadOnlyList<IProjectionRun> Projections { get; init; }

    public required ProjectionAuditor Audits { get; init; }

    public TimerRunner? Timers { get; private set; }

    public required NodeMetrics Metrics { get; init; }

    public required ILogger Logger { get; init; }

    public required TimeProvider Time { get; init; }

    public List<IDisposable> Owned { get; } = [];

    /// <summary>Puts a node together without starting it.</summary>
    public static NodeParts Build(
        ActorModel model,
        IJournalStore store,
        ActorSystemOptions options,
        IReadOnlyList<IProjection> projections,
        TimeProvider time,
        ILoggerFactory? loggers,
        IMeterFactory? meters = null,
        INodeLink? link = null)
    {
        Check(options);
        var logger = (loggers ?? NullLoggerFactory.Instance).CreateLogger("Actors.Runtime");
        var health = new HealthBoard(time);
        var tail = new JournalTail(store.Journal, options.RecentRecordsPerShard);
        var metrics = new NodeMetrics(meters, time);
        var supervisor = new Supervisor(health, time, logger);
        var services = new RegionServices(tail, health, supervisor, new Lease(time), metrics, time, logger);
        var homes = new ShardHomes(store.Journal.ShardCount);
        var shards = new LocalShards(model, store, options, services, homes);
        var router = new ShardRouter(store.Journal.ShardCount, homes, link);
        var region = new ShardRegion(model, store, router, time, metrics);
        var builds = new BuildServices(
            store.Journal, tail, shards, store.DeadLetters, health, new RateLimit(options.Projections.RebuildRecordsPerSecond, time), options.Projections, metrics, time, logger);
        IProjectionRun Run(IProjection projection) => projection switch
        {
            IVersionedProjection versioned => new ProjectionHost(versioned, builds),
            IProjectionStore plain => new ProjectionRunner(
                plain,
                tail,
                plain.NeedsOneRunner ? new SliceOwnership(shards, store.Journal.ShardCount, plain.Slice) : shards,
                store.Journal.ShardCount,
                time,
                logger,
                metrics),
            _ => throw new ArgumentException($"Projection {projection.Name} is of a kind that no node can run.", nameof(projections)),
        };
        var audits = AuditorOf(projections, store, shards, metrics, time, logger);
        var parts = new NodeParts
        {
            Health = health,
            Supervisor = supervisor,
            Tail = tail,
            Region = region,
            Router = router,
            Homes = homes,
            Shards = shards,
            Ownership = OwnershipOf(options, model, store, link, shards, homes, router, region, services),
            Audits = audits,
            Metrics = metrics,
            Logger = logger,
            Time = time,
            Projections = [.. projections.Select(Run)],
        };
        parts.Owned.Add(shards);
        parts.Owned.Add(region);
        parts.Owned.Add(metrics);
        parts.Owned.Add(audits);
        if (parts.Ownership is IDisposable member)
        {
            parts.Owned.Add(member);
        }

        ProjectionGauges.Add(metrics.Meter, [.. parts.Projections.OfType<ProjectionHost>()]);
        NodeGauges.Add(metrics.Meter, shards.Hosts, health, store.Journal.ShardCount.Value);
        parts.AddReaders(model, store, time, logger);
        parts.AddUpkeep(model, store, options);
        return parts;
    }

    /// <summary>Starts the loops that follow the journal, and last of all to own shards.</summary>
    /// <param name="beforeShards">What else is to be ready by then.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async Task Start(Func<Task> beforeShards, CancellationToken cancellationToken)
    {
        Shards.Start();
        await Ownership.Prepare(cancellationToken).ConfigureAwait(false);
        foreach (var (name, loop) in _readers)
        {
            Supervisor.Run(name, loop);
        }

        await beforeShards().ConfigureAwait(false);
        await Ownership.Start(cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Gives the shards to others, ends what is in hand, then the loops.</summary>
    public async Task Stop(ActorSystemOptions options)
    {
        var shards = Shards.Owned.Count;
        var hasLeft = await Leave(options).ConfigureAwait(false);
        Homes.Close();
        await Shards.Drain(hasLeft ? options.StopTimeout : TimeSpan.Zero).ConfigureAwait(false);
        Logger.Stopped(options.NodeName, shards);
        await Supervisor.DisposeAsync().ConfigureAwait(false);
        foreach (var owned in Owned)
        {
            owned.Dispose();
        }
    }

    /// <summary>Gives the shards to others, for as long as a stop may take.</summary>
    public async Task<bool> Leave(ActorSystemOptions options)
    {
        using var timeIsOver = new CancellationTokenSource(options.StopTimeout, Time);
        try
        {
            return await Ownership.Leave(timeIsOver.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            return false;
        }
    }

    private static ProjectionAuditor AuditorOf(
        IReadOnlyList<IProjection> projections, IJournalStore store, LocalShards shards, NodeMetrics metrics, TimeProvider time, ILogger logger)
    {
        var audited = projections.OfType<IAuditedProjection>().ToList();
        return new ProjectionAuditor(
            store.Records, audited, shards, new ProjectionAuditBoard(metrics.Meter, time, audited.Count > 0), time, logger);
    }

    private static IShardOwnership OwnershipOf(
        ActorSystemOptions options,
        ActorModel model,
        IJournalStore store,
        INodeLink? link,
        LocalShards shards,
        ShardHomes homes,
        ShardRouter router,
        ShardRegion region,
        RegionServices services)
    {
        if (options.Cluster is not { } cluster)
        {
            return new SoleOwner(store.Journal, shards, services, options.NodeName);
        }

        // A rehearsal gives up after a while, and what it has met until then says nothing of the node: so it has a board of its own.
        var loader = new EntityLoader(store, model, options.Shards, new HealthBoard(services.Time), services.Time, services.Logger, services.Metrics);
        var rehearsal = new Rehearsal(model, store, loader, shards, region, link, services.Time);
        var member = new ClusterMember(
            new ClusterServices(cluster, options.NodeName, model, rehearsal, store.Membership, store.Journal, link, shards, homes, services));
        router.Refused = member.LookSoon;
        link?.Receive(router);
        return member;
    }

    private static void Check(ActorSystemOptions options)
    {
        var faults = new List<ValidationResult>();
        var isValid = Validator.TryValidateObject(options, new ValidationContext(options), faults, validateAllProperties: true);
        isValid &= Validator.TryValidateObject(options.Projections, new ValidationContext(options.Projections), faults, validateAllProperties: true);
        isValid &= options.Cluster is not { } cluster || Validator.TryValidateObject(cluster, new ValidationContext(cluster), faults, validateAllProperties: true);
        faults.AddRange(options.Retention.Faults().Select(fault => new ValidationResult(fault)));
        if (!isValid || faults.Count > 0)
        {
            throw new ArgumentException(string.Join(" ", faults.Select(f => f.ErrorMessage)), nameof(options));
        }
    }

    /// <summary>What runs only where it is wished.</summary>
    private void AddUpkeep(ActorModel model, IJournalStore store, ActorSystemOptions options)
    {
        if (options.AuditEvery > TimeSpan.Zero && Audits.HasWork)
        {
            _readers.Add(("projection audit", token => Audits.Run(options.AuditEvery, token)));
        }

        if (options.Retention.KeepLogFor is not null)
        {
            var retention = new RetentionRunner(store, model, Shards, Projections, options.Retention, options.Shards.CommandWindow, Time);
            _readers.Add(("retention", retention.Run));
        }
    }

    private void AddReaders(ActorModel model, IJournalStore store, TimeProvider time, ILogger logger)
    {
        var timers = Timers = new TimerRunner(store.Journal, model, Shards, Router, Health, time);
        Shards.TimersSet = timers.Set;
        Shards.Changed = timers.Look;
        _readers.Add(("timers", timers.Run));
        _readers.Add(("compaction", new CompactionRunner(store, Tail, Shards).Run));
        _readers.Add(("dead letter count", new DeadLetterWatch(Metrics.Meter, store.DeadLetters).Run));
        var reader = new LaneReader(store, Tail, Shards, model, Router, time, new LaneReaderOptions(), Metrics);
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
