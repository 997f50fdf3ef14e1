using System.Diagnostics.Metrics;
using Actors.Journal;
using Actors.Projections;
using Actors.Runtime.Readers;
using Actors.Runtime.Sharding;
using Actors.Runtime.Streams;
using Actors.Runtime.Streams.Partitions;
using Actors.Runtime.Supervision;
using Actors.Runtime.Telemetry;
using Actors.Schema;
using Actors.Streams;
using Microsoft.Extensions.Logging;

namespace Actors.Runtime;

/// <summary>
/// One running node: claims the shards, drives them, and runs the timers, reactions, side effects and projections on their
/// journal. Start it with <see cref="Start"/>; dispose it to stop: it then takes nothing new, commits what is in hand and ends its
/// loops. Thread-safe.
/// </summary>
public sealed class ActorSystem : IAsyncDisposable
{
    private readonly IJournalStore _store;
    private readonly ActorModel _model;
    private readonly TimeProvider _time;
    private readonly ShardRegion _region;
    private readonly Supervisor _supervisor;
    private readonly IReadOnlyList<ProjectionRunner> _projections;
    private readonly IReadOnlyList<IDisposable> _owned;
    private readonly NodeMetrics _metrics;
    private readonly ILogger _logger;
    private int _isStopped;

    private ActorSystem(
        IJournalStore store,
        ActorModel model,
        TimeProvider time,
        NodeParts parts)
    {
        _store = store;
        _model = model;
        _time = time;
        _region = parts.Region;
        _supervisor = parts.Supervisor;
        _projections = parts.Projections;
        _owned = parts.Owned;
        _metrics = parts.Metrics;
        _logger = parts.Logger;
        Region = new MeasuredRegion(parts.Region, parts.Metrics);
        Health = parts.Health;
        Tail = parts.Tail;
    }

    /// <summary>The way to every entity.</summary>
    public IShardRegion Region { get; }

    /// <summary>The committed end of the journal.</summary>
    public IJournalTail Tail { get; }

    /// <summary>How each part of the node is.</summary>
    public HealthBoard Health { get; }

    /// <summary>The application.</summary>
    public ActorModel Model => _model;

    /// <summary>Where everything is kept.</summary>
    public IJournalStore Store => _store;

    /// <summary>How many entities are in memory.</summary>
    public int EntityCount => _region.EntityCount;

    /// <summary>Starts a node. The store and the projections stay the caller's, who disposes them after the node.</summary>
    /// <param name="model">The application.</param>
    /// <param name="store">Where everything is kept.</param>
    /// <param name="options">The limits; <see langword="null"/> takes the defaults.</param>
    /// <param name="projections">The read models; <see langword="null"/> means none.</param>
    /// <param name="time">The clock; <see langword="null"/> takes the system's.</param>
    /// <param name="loggers">The logs; <see langword="null"/> writes none.</param>
    /// <param name="meters">Makes the meter <see cref="ActorTelemetry.MeterName"/>, so that a listener can tell several nodes of one process apart.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="JournalUnavailableException">The journal cannot be reached.</exception>
    /// <exception cref="ArgumentException">The options break their limits.</exception>
    public static async Task<ActorSystem> Start(
        ActorModel model,
        IJournalStore store,
        ActorSystemOptions? options = null,
        IReadOnlyList<IProjectionStore>? projections = null,
        TimeProvider? time = null,
        ILoggerFactory? loggers = null,
        IMeterFactory? meters = null,
        CancellationToken cancellationToken = default)
    {
        var parts = NodeParts.Build(model, store, options ?? new ActorSystemOptions(), projections ?? [], time ?? TimeProvider.System, loggers, meters);
        try
        {
            await parts.Region.Start(cancellationToken).ConfigureAwait(false);
        }
        catch
        {
            await parts.Supervisor.DisposeAsync().ConfigureAwait(false);
            throw;
        }

        parts.StartReaders();
        return new ActorSystem(store, model, time ?? TimeProvider.System, parts);
    }

    /// <summary>A handle to an entity.</summary>
    /// <param name="id">Its id.</param>
    public EntityRef<TCommand> EntityRef<TEntity, TCommand, TEvent>(string id)
        where TEntity : class, IEntity<TEntity, TCommand, TEvent>
        where TCommand : class
        where TEvent : class => new(Region, new EntityKey(TEntity.Type, new EntityId(id)));

    /// <summary>Connects a source to the entities. Run what it returns.</summary>
    public Ingress Connect(ISource source, IDecoder decoder) => new(source, decoder, _store, _model, _region, _time, _metrics);

    /// <summary>Connects a shared source, such as a Kafka consumer group, to the entities. Run what it returns, until before the node stops.</summary>
    public PartitionedIngress Connect(IPartitionedSource source, IDecoder decoder) =>
        new(source, partition => Connect(partition, decoder), _store.Offsets, Health, _time, _logger);

    /// <summary>
    /// Replays the parked commands of an entity, in order, until none is left or one fails again.
    /// </summary>
    /// <returns>How many were replayed.</returns>
    public Task<int> ReplayParked(EntityKey entity, CancellationToken cancellationToken) => _region.ReplayParked(entity, cancellationToken);

    /// <summary>Waits until every projection has applied everything that is durable now.</summary>
    public async Task WaitForProjections(CancellationToken cancellationToken)
    {
        var heads = _store.Journal.ShardCount.All.Select(s => (Shard: s, Head: Tail.Head(s))).ToArray();
        while (heads.Any(h => _projections.Any(p => p.Offset(h.Shard) < h.Head)))
        {
            await Task.Delay(TimeSpan.FromMilliseconds(5), TimeProvider.System, cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>Stops the node; a second call does nothing.</summary>
    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _isStopped, 1) != 0)
        {
            return;
        }

        await _region.Drain().ConfigureAwait(false);
        await _supervisor.DisposeAsync().ConfigureAwait(false);
        foreach (var owned in _owned)
        {
            owned.Dispose();
        }
    }
}
