using System.Diagnostics.Metrics;
using Actors.Journal;
using Actors.Projections;
using Actors.Runtime.Operations;
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
    private readonly NodeParts _parts;
    private readonly ActorSystemOptions _options;
    private int _isStopped;

    private ActorSystem(
        IJournalStore store,
        ActorModel model,
        ActorSystemOptions options,
        TimeProvider time,
        NodeParts parts)
    {
        _store = store;
        _model = model;
        _options = options;
        _time = time;
        _parts = parts;
        Inspector = new NodeInspector(options.NodeName, parts.Shards, store.Journal.ShardCount, parts.Metrics, time);
        Region = new MeasuredRegion(parts.Region, parts.Metrics);
    }

    /// <summary>The way to every entity.</summary>
    public IShardRegion Region { get; }

    /// <summary>The committed end of the journal.</summary>
    public IJournalTail Tail => _parts.Tail;

    /// <summary>How each part of the node is.</summary>
    public HealthBoard Health => _parts.Health;

    /// <summary>Shows what is in memory.</summary>
    public NodeInspector Inspector { get; }

    /// <summary>The application.</summary>
    public ActorModel Model => _model;

    /// <summary>Where everything is kept.</summary>
    public IJournalStore Store => _store;

    /// <summary>How many entities are in memory.</summary>
    public int EntityCount => _parts.Shards.EntityCount;

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
        options ??= new ActorSystemOptions();
        time ??= TimeProvider.System;
        var parts = NodeParts.Build(model, store, options, projections ?? [], time, loggers, meters);
        try
        {
            await parts.Start(cancellationToken).ConfigureAwait(false);
        }
        catch
        {
            await parts.Supervisor.DisposeAsync().ConfigureAwait(false);
            throw;
        }

        return new ActorSystem(store, model, options, time, parts);
    }

    /// <summary>A handle to an entity.</summary>
    /// <param name="id">Its id.</param>
    public EntityRef<TCommand> EntityRef<TEntity, TCommand, TEvent>(string id)
        where TEntity : class, IEntity<TEntity, TCommand, TEvent>
        where TCommand : class
        where TEvent : class => new(Region, new EntityKey(TEntity.Type, new EntityId(id)));

    /// <summary>Connects a source to the entities. Run what it returns.</summary>
    public Ingress Connect(ISource source, IDecoder decoder) => new(source, decoder, _store, _model, _parts.Router, _time, _parts.Metrics);

    /// <summary>Connects a shared source, such as a Kafka consumer group, to the entities. Run what it returns, until before the node stops.</summary>
    public PartitionedIngress Connect(IPartitionedSource source, IDecoder decoder) =>
        new(source, partition => Connect(partition, decoder), _store.Offsets, Health, _time, _parts.Logger);

    /// <summary>Up to which position everything that came on an ingress's lane is known to be durable.</summary>
    /// <param name="lane">The lane of a source or of a partition.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="JournalUnavailableException">The store cannot be reached.</exception>
    public Task<LanePosition> PlaceOn(Lane lane, CancellationToken cancellationToken) => Ingress.PlaceOn(_store.Offsets, lane, cancellationToken);

    /// <summary>
    /// Replays the parked commands of an entity, in order, until none is left or one fails again.
    /// </summary>
    /// <returns>How many were replayed.</returns>
    public Task<int> ReplayParked(EntityKey entity, CancellationToken cancellationToken) => _parts.Region.ReplayParked(entity, cancellationToken);

    /// <summary>Waits until every projection has applied everything that is durable now.</summary>
    public async Task WaitForProjections(CancellationToken cancellationToken)
    {
        var heads = _store.Journal.ShardCount.All.Select(s => (Shard: s, Head: Tail.Head(s))).ToArray();
        while (heads.Any(h => _parts.Projections.Any(p => p.Offset(h.Shard) < h.Head)))
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

        await _parts.Stop(_options).ConfigureAwait(false);
    }
}
