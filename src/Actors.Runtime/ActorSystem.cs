using System.Diagnostics.Metrics;
using Actors.Journal;
using Actors.Membership;
using Actors.Operations;
using Actors.Projections;
using Actors.Runtime.Cluster;
using Actors.Runtime.DeadLettering;
using Actors.Runtime.LiveViews;
using Actors.Runtime.Operations;
using Actors.Runtime.Readers;
using Actors.Runtime.Readers.Builds;
using Actors.Runtime.ReadModels;
using Actors.Runtime.Streams;
using Actors.Runtime.Streams.Control;
using Actors.Runtime.Streams.Partitions;
using Actors.Runtime.Supervision;
using Actors.Runtime.Telemetry;
using Actors.Schema;
using Actors.Streams;
using Actors.Streams.Publishing;
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
        Region = new TracedRegion(parts.Region);
        Projections = new ProjectionDirectory([.. parts.Projections.OfType<ProjectionHost>()], store.Journal, options.Projections, time);
        Egresses = new EgressDirectory(parts.Projections.OfType<ProjectionRunner>());
        DeadLetters = new DeadLetters(store, model, parts.Region, Ingresses, parts.Projections.OfType<ProjectionRunner>(), time);
    }

    /// <summary>The way to every entity.</summary>
    public IShardRegion Region { get; }

    /// <summary>What this node knows of its cluster: the members, and who owns which shard.</summary>
    public ClusterState Cluster => _parts.Ownership.State;

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
    /// <param name="link">
    /// The way to the other nodes of the cluster, and theirs to this one. Stays the caller's, who disposes it after the node. <see langword="null"/> for a node that is alone.
    /// </param>
    /// <param name="beforeShards">
    /// Run when the node can send commands to others and owns no shard yet. What takes time when it is used for the first time, such as
    /// a web server, is best started here: later it would take that time from the node's entities.
    /// </param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="JournalUnavailableException">The journal cannot be reached.</exception>
    /// <exception cref="ArgumentException">The options break their limits.</exception>
    public static async Task<ActorSystem> Start(
        ActorModel model,
        IJournalStore store,
        ActorSystemOptions? options = null,
        IReadOnlyList<IProjection>? projections = null,
        TimeProvider? time = null,
        ILoggerFactory? loggers = null,
        IMeterFactory? meters = null,
        INodeLink? link = null,
        Func<ActorSystem, Task>? beforeShards = null,
        CancellationToken cancellationToken = default)
    {
        options ??= new ActorSystemOptions();
        time ??= TimeProvider.System;
        var parts = NodeParts.Build(model, store, options, projections ?? [], time, loggers, meters, link);
        var system = new ActorSystem(store, model, options, time, parts);
        try
        {
            await parts.Start(() => beforeShards?.Invoke(system) ?? Task.CompletedTask, cancellationToken).ConfigureAwait(false);
        }
        catch
        {
            await parts.Supervisor.DisposeAsync().ConfigureAwait(false);
            throw;
        }

        return system;
    }

    /// <summary>A handle to an entity.</summary>
    /// <param name="id">Its id.</param>
    public EntityRef<TCommand> EntityRef<TEntity, TCommand, TEvent>(string id)
        where TEntity : IEntity<TEntity, TCommand, TEvent>
        where TCommand : class
        where TEvent : class => new(Region, new EntityKey(TEntity.Type, new EntityId(id)));

    /// <summary>The ingresses that are connected, for operators.</summary>
    public IngressDirectory Ingresses { get; } = new();

    /// <summary>The versioned projections: to look at, pause, rebuild and switch them.</summary>
    public ProjectionDirectory Projections { get; }

    /// <summary>What is published, for operators.</summary>
    public EgressDirectory Egresses { get; }

    /// <summary>The dead letters: to read, edit, replay and discard them.</summary>
    public DeadLetters DeadLetters { get; }

    /// <summary>
    /// Publishes every dead letter to a sink as well, such as a dead-letter topic, at least once, until the node stops. Call it once.
    /// </summary>
    /// <param name="sink">Stays the caller's, who disposes it after the node.</param>
    public void PublishDeadLetters(ISink sink) =>
        _parts.Supervisor.Run("dead letters to sink", new DeadLetterPublisher(_store.DeadLetters, sink, _time).Run);

    /// <summary>Connects a source to the entities. Run what it returns.</summary>
    public Ingress Connect(ISource source, IDecoder decoder, IngressOptions? options = null)
    {
        var chosen = options ?? new IngressOptions();
        var decoding = new IngressDecoding(chosen.Name ?? source.Lane.Name, decoder, _model, chosen.Rejections);
        var circuit = new IngressCircuit($"ingress {source.Lane}", chosen, Health, _time);
        var ingress = new Ingress(source, new IngressParts(_store, _parts.Router, decoding, new IngressGate(_time), circuit, _time, _parts.Metrics));
        Ingresses.Add(decoding.Name, ingress, decoding);
        return ingress;
    }

    /// <summary>Connects a shared source, such as a Kafka consumer group, to the entities. Run what it returns, until before the node stops.</summary>
    public PartitionedIngress Connect(IPartitionedSource source, IDecoder decoder, IngressOptions? options = null)
    {
        var chosen = options ?? new IngressOptions();
        var decoding = new IngressDecoding(chosen.Name ?? source.Name, decoder, _model, chosen.Rejections);
        var gate = new IngressGate(_time);
        var ingress = new PartitionedIngress(
            source,
            (partition, circuit) => new Ingress(partition, new IngressParts(_store, _parts.Router, decoding, gate, circuit, _time, _parts.Metrics)),
            gate,
            _store.Offsets,
            new PartitionControl(decoding.Name, chosen, Health, _time),
            new PartitionShares(_options.Cluster is null ? null : () => Cluster),
            _parts.Logger);
        Ingresses.Add(decoding.Name, ingress, decoding);
        return ingress;
    }

    /// <summary>Up to which position everything that came on an ingress's lane is known to be durable.</summary>
    /// <param name="lane">The lane of a source or of a partition.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="JournalUnavailableException">The store cannot be reached.</exception>
    public Task<LanePosition> PlaceOn(Lane lane, CancellationToken cancellationToken) => IngressPlace.On(_store.Offsets, lane, cancellationToken);

    /// <summary>
    /// Parks an entity by hand: from its next command on all of them wait as dead letters, in order and over restarts and moves to other nodes,
    /// until <see cref="ReplayParked"/>. Its neighbours go on.
    /// </summary>
    /// <param name="entity">The entity.</param>
    /// <param name="reason">Why, for people.</param>
    /// <param name="principal">Who does it.</param>
    /// <param name="cancellationToken">Gives up waiting; it may be parked all the same.</param>
    /// <returns>Whether it was done; not when the entity is parked already, by hand or by a command that cannot be decided.</returns>
    /// <exception cref="AskTimeoutException">The owner did not answer in 30 s; the entity may be parked all the same.</exception>
    /// <exception cref="UnknownMessageException">There is no such type of entities.</exception>
    /// <exception cref="NotSupportedException">The owner is of an earlier release.</exception>
    public Task<bool> Park(EntityKey entity, string reason, string? principal, CancellationToken cancellationToken) =>
        DeadLetters.Park(entity, reason, principal, cancellationToken);

    /// <summary>
    /// Unparks an entity: replays its parked commands, in order, until none is left or one fails again.
    /// </summary>
    /// <returns>How many were replayed.</returns>
    public Task<int> ReplayParked(EntityKey entity, CancellationToken cancellationToken) => DeadLetters.ReplayParked(entity, cancellationToken);

    /// <summary>
    /// Looks for due timers now. A node notices by itself within 30 seconds that its wall clock was set forward; tests that set it need not wait.
    /// </summary>
    public void LookForTimers() => _parts.Timers?.Look();

    /// <summary>Waits until every projection has applied everything that is durable now.</summary>
    public async Task WaitForProjections(CancellationToken cancellationToken)
    {
        var shards = _store.Journal.ShardCount.All.ToArray();
        var heads = (await _store.Journal.Heads(shards, cancellationToken).ConfigureAwait(false)).Select(h => (h.Shard, h.Head)).ToArray();
        while (heads.Any(h => _parts.Projections.Any(p => !p.IsElsewhere && p.Offset(h.Shard) < h.Head)))
        {
            var mine = _parts.Shards.Owned.Select(o => o.Shard).ToHashSet();
            foreach (var projection in _parts.Projections.Where(p => heads.Any(h => !mine.Contains(h.Shard) && p.Offset(h.Shard) < h.Head)))
            {
                projection.Look();
            }

            await Task.Delay(TimeSpan.FromMilliseconds(5), TimeProvider.System, cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>Lets a live view follow the journal until the node stops. Call it once for each view.</summary>
    public void Follow<TRow>(LiveView<TRow> view)
        where TRow : class =>
        _parts.Supervisor.Run($"live view {view.Name}", new LiveViewRunner(view, _store.Journal, _parts.Tail, _parts.Logger).Run);

    /// <summary>Waits until a projection has applied certain records, on whichever node it runs: so a client reads what it has written.</summary>
    /// <param name="projection">The projection.</param>
    /// <param name="offsets">The last record wanted of each shard that counts.</param>
    /// <param name="within">How long to wait.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>Whether it has come so far in time.</returns>
    /// <exception cref="ArgumentException">This node has no such projection.</exception>
    public Task<bool> WaitForProjection(
        ReaderName projection, IReadOnlyList<JournalOffset> offsets, TimeSpan within, CancellationToken cancellationToken) =>
        new ProjectionWait(_parts.Projections, _parts.Shards, _time).Until(projection, offsets, within, cancellationToken);

    /// <summary>
    /// Compares now what each projection was given with what the journal has, for all shards, and tells how they stand. It only reads the
    /// journal's directories, so it may run beside work; a comparison from the beginning reads all of them.
    /// </summary>
    /// <param name="isWhole">Whether to begin at the journal's start, and not where the last comparison ended.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="JournalUnavailableException">The journal or a read model's store cannot be reached.</exception>
    public Task<IReadOnlyList<ProjectionAudit>> AuditProjections(bool isWhole, CancellationToken cancellationToken) =>
        _parts.Audits.Audit(_ => true, isWhole, cancellationToken);

    /// <summary>
    /// Leaves the cluster: every shard is handed off to the other members, whose callers wait meanwhile and get no error. The node then
    /// owns nothing and still brings commands to the others, until it is disposed. Takes at most <see cref="ActorSystemOptions.StopTimeout"/>;
    /// what is not handed off by then falls free with the node. Does nothing on a node that is alone.
    /// </summary>
    public Task Leave() => _parts.Leave(_options);

    /// <summary>Leaves the cluster and stops the node; a second call does nothing.</summary>
    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _isStopped, 1) != 0)
        {
            return;
        }

        await _parts.Stop(_options).ConfigureAwait(false);
    }
}
