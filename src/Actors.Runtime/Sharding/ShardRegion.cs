using Actors.Journal;
using Actors.Schema;
using Actors.Sharding;

namespace Actors.Runtime.Sharding;

/// <summary>
/// The way to every entity of a node that owns all shards: claims them, spreads them over the shard hosts, and brings messages to
/// them. Thread-safe.
/// </summary>
internal sealed class ShardRegion : IShardRegion, IShardSender, IDisposable
{
    private static readonly TimeSpan ReplayTimeout = TimeSpan.FromSeconds(30);
    private readonly ActorModel _model;
    private readonly IJournalStore _store;
    private readonly ActorSystemOptions _options;
    private readonly RegionServices _services;
    private readonly EntityMemory[] _memory;
    private readonly ShardHost[] _hosts;
    private readonly ReplyExchange _exchange;
    private readonly CancellationTokenSource _draining = new();
    private readonly List<Task> _running = [];

    public ShardRegion(ActorModel model, IJournalStore store, ActorSystemOptions options, RegionServices services)
    {
        _model = model;
        _store = store;
        _options = options;
        _services = services;
        var hostServices = HostServices();
        _memory = [.. Enumerable.Range(0, options.ShardHosts).Select(_ => new EntityMemory(Math.Max(1, options.EntityCountMax / options.ShardHosts)))];
        _hosts = [.. _memory.Select(m => new ShardHost(hostServices, new ShardHostOptions(), m))];
        _exchange = new ReplyExchange(entity => HostOf(ShardOf(entity)), services.Time);
    }

    /// <summary>Called with the earliest due time of timers that were set.</summary>
    public Action<DateTimeOffset> TimersSet { get; set; } = _ => { };

    /// <summary>How many entities are in memory.</summary>
    public int EntityCount => _hosts.Sum(h => h.EntityCount);

    /// <summary>The loops, for those who look at them.</summary>
    public IReadOnlyList<ShardHost> Hosts => _hosts;

    /// <summary>Starts the hosts and claims every shard.</summary>
    public async Task Start(CancellationToken cancellationToken)
    {
        foreach (var shard in _store.Journal.ShardCount.All)
        {
            await Claim(shard, cancellationToken).ConfigureAwait(false);
        }

        for (var i = 0; i < _hosts.Length; i++)
        {
            var host = _hosts[i];
            var stopped = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            _running.Add(stopped.Task);
            _services.Supervisor.Run($"shard host {i}", token => RunHost(host, stopped, token));
        }

        _services.Logger.ShardsClaimed(_options.NodeName, _store.Journal.ShardCount.Value, _store.Journal.ShardCount.Value);
    }

    /// <summary>Takes nothing new and waits until everything in hand is durable and answered.</summary>
    public async Task Drain()
    {
        await _draining.CancelAsync().ConfigureAwait(false);
        await Task.WhenAll(_running).WaitAsync(_options.StopTimeout, _services.Time)
            .ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _services.Logger.Stopped(_options.NodeName, _store.Journal.ShardCount.Value);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _draining.Dispose();
        _exchange.Dispose();
    }

    public ShardId ShardOf(EntityKey entity) => _store.Journal.ShardCount.ShardOf(entity);

    public Epoch EpochOf(ShardId shard) => HostOf(shard).EpochOf(shard);

    public ValueTask Send(ShardId shard, Envelope envelope, CancellationToken cancellationToken) =>
        HostOf(shard).Send(envelope, cancellationToken);

    public async Task<Outcome> Ask(EntityKey entity, object command, AskOptions options, CancellationToken cancellationToken)
    {
        var definition = _model.Check(entity.Type, command);
        var pending = _exchange.Expect(options.Timeout, cancellationToken);
        var envelope = new Envelope
        {
            Target = entity,
            Command = command,
            Time = Clock.Now(_services.Time),
            Id = options.Id,
            Origin = options.Origin,
            ReplyTo = pending,
        };
        var reply = await _exchange.Exchange(envelope, pending, options.Timeout, cancellationToken).ConfigureAwait(false);
        return reply.Kind switch
        {
            ReplyKind.Completed => reply.Outcome!,
            ReplyKind.Repeated => await OutcomeReader.Read(
                _store.Journal, definition, ShardOf(entity), reply.First, reply.Count, cancellationToken).ConfigureAwait(false),
            _ => throw new EntityParkedException(
                entity, new DeadLettering.DeadLetterId($"{ShardOf(entity)}:{reply.First}"), reply.Detail ?? string.Empty),
        };
    }

    public async Task<EntityView> View(EntityKey entity, TimeSpan timeout, CancellationToken cancellationToken)
    {
        _ = _model.Find(entity.Type) ?? throw new UnknownMessageException(entity.Type, "view");
        var pending = _exchange.Expect(timeout, cancellationToken);
        var envelope = new Envelope { Target = entity, Time = Clock.Now(_services.Time), ReplyTo = pending };
        var reply = await _exchange.Exchange(envelope, pending, timeout, cancellationToken).ConfigureAwait(false);
        return reply.View ?? throw new EntityQuarantinedException(entity, reply.Detail ?? string.Empty);
    }

    /// <summary>Replays the parked commands of an entity in order, until none is left or one fails again.</summary>
    public async Task<int> ReplayParked(EntityKey entity, CancellationToken cancellationToken)
    {
        var definition = _model.Find(entity.Type) ?? throw new UnknownMessageException(entity.Type, "replay");
        var replayed = 0;
        while (await _store.DeadLetters.ListParked(entity, 1, cancellationToken).ConfigureAwait(false) is [var letter, ..])
        {
            var parked = await OutcomeReader.ReadParked(_store.Journal, letter.Id, cancellationToken).ConfigureAwait(false);
            var pending = _exchange.Expect(ReplayTimeout, cancellationToken);
            var envelope = new Envelope
            {
                Target = entity,
                Command = definition.Messages.Decode(parked.Type, parked.Payload.Span),
                Time = Clock.Now(_services.Time),
                Id = parked.Metadata.CommandId,
                Origin = parked.Metadata.Origin,
                Replays = letter.Id,
                ReplyTo = pending,
            };
            var reply = await _exchange.Exchange(envelope, pending, ReplayTimeout, cancellationToken).ConfigureAwait(false);
            if (reply.Kind is not (ReplyKind.Completed or ReplyKind.AlreadyDone))
            {
                break;
            }

            replayed += reply.Kind == ReplyKind.Completed ? 1 : 0;
        }

        return replayed;
    }

    private ShardHost HostOf(ShardId shard) => _hosts[shard.Value % _hosts.Length];

    private async Task RunHost(ShardHost host, TaskCompletionSource stopped, CancellationToken cancellationToken)
    {
        try
        {
            await host.Run(_draining.Token, cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            stopped.TrySetResult();
        }
    }

    private async Task Claim(ShardId shard, CancellationToken cancellationToken)
    {
        var claim = await _store.Journal.Claim(shard, _options.NodeName, cancellationToken).ConfigureAwait(false);
        var lanes = LaneLedger.FromCheckpoint(claim.Checkpoint);
        var place = claim.Checkpoint?.AsOf ?? SequenceNumber.None;
        while (place < claim.Head.Head)
        {
            var records = await _store.Journal.Read(shard, place, 1000, cancellationToken).ConfigureAwait(false);
            foreach (var record in records)
            {
                lanes.Replay(record);
                place = record.Sequence;
            }
        }

        var index = shard.Value % _hosts.Length;
        _services.Metrics.ShardClaimed();
        _services.Tail.Start(shard, claim.Head.Head);
        _hosts[index].Add(new ShardMachine(claim, lanes, _memory[index], _options.Shards));
    }

    private ShardHostServices HostServices() => new()
    {
        ShardCount = _store.Journal.ShardCount,
        Loader = new EntityLoader(_store, _model, _options.Shards, _services.Time, _services.Logger, _services.Metrics),
        Committer = new BatchCommitter(_store.Journal, _services.Health, _services.Time, _services.Logger),
        Snapshots = _store.Snapshots,
        Metrics = _services.Metrics,
        Published = Published,
        Fenced = (head, epoch) =>
        {
            _services.Metrics.ShardFenced();
            _services.Logger.ShardFenced(head.Shard, epoch, head.Owner, head.Epoch);
            _services.Health.Unhealthy($"shard {head.Shard}", $"{head.Owner} owns it since epoch {head.Epoch}");
        },
        Abandoned = shard => _services.Supervisor.Run($"claim of shard {shard}", token => Claim(shard, token)),
        CommitFailed = exception => _services.Logger.LoopFailed("A commit", exception),
        SnapshotsNotSaved = (count, exception) => _services.Logger.SnapshotsNotSaved(count, exception.Message),
    };

    private void Published(IReadOnlyList<ShardCommit> commits)
    {
        _services.Tail.Publish(commits);
        foreach (var commit in commits)
        {
            foreach (var timer in commit.TimersSet)
            {
                TimersSet(timer.Due);
            }
        }
    }
}
