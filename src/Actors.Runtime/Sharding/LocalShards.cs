using Actors.Journal;
using Actors.Schema;
using Actors.Sharding;

namespace Actors.Runtime.Sharding;

/// <summary>
/// The shards of this node: takes those that were claimed, hands them off, drops those that are lost, and drives them on its hosts.
/// Whoever does something for each owned shard learns here what they are. Thread-safe.
/// </summary>
internal sealed class LocalShards : IOwnedShards, IDisposable
{
    private readonly IJournal _journal;
    private readonly ShardHostServices _hostServices;
    private readonly ActorSystemOptions _options;
    private readonly RegionServices _services;
    private readonly ShardHomes _homes;
    private readonly EntityMemory[] _memory;
    private readonly ShardHost[] _hosts;
    private readonly CancellationTokenSource _draining = new();
    private readonly List<Task> _running = [];
    private readonly Lock _lock = new();
    private readonly long[] _fencedAt;
    private volatile OwnedShard[] _owned = [];

    public LocalShards(ActorModel model, IJournalStore store, ActorSystemOptions options, RegionServices services, ShardHomes homes)
    {
        _journal = store.Journal;
        _options = options;
        _services = services;
        _homes = homes;
        _fencedAt = new long[store.Journal.ShardCount.Value];
        _hostServices = HostServices(model, store);
        _memory = [.. Enumerable.Range(0, options.ShardHosts).Select(_ => new EntityMemory(Math.Max(1, options.EntityCountMax / options.ShardHosts)))];
        _hosts = [.. _memory.Select(m => new ShardHost(_hostServices, new ShardHostOptions(), m))];
    }

    /// <summary>Called with the earliest due time of timers that were set.</summary>
    public Action<DateTimeOffset> TimersSet { get; set; } = static _ => { };

    /// <summary>Called when a shard has come or gone.</summary>
    public Action Changed { get; set; } = static () => { };

    /// <summary>Called when another owner was found to have a shard of this node, with its row and the epoch that is over.</summary>
    public Action<ShardHead, Epoch> Fenced { get; set; } = static (_, _) => { };

    /// <summary>Called when a shard was given up for a fault of this node: it is still the owner and must claim anew.</summary>
    public Action<ShardId> Abandoned { get; set; } = static _ => { };

    /// <inheritdoc/>
    public IReadOnlyList<OwnedShard> Owned => _owned;

    /// <summary>How many entities are in memory.</summary>
    public int EntityCount => _hosts.Sum(h => h.EntityCount);

    /// <summary>The loops, for those who look at them.</summary>
    public IReadOnlyList<ShardHost> Hosts => _hosts;

    /// <summary>Starts the hosts.</summary>
    public void Start()
    {
        for (var i = 0; i < _hosts.Length; i++)
        {
            var host = _hosts[i];
            var stopped = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            _running.Add(stopped.Task);
            _services.Supervisor.Run($"shard host {i}", token => RunHost(host, stopped, token));
        }
    }

    /// <summary>
    /// Lets a host that nobody else knows drive a shard for a moment, look at an entity of it and hand it off, so that all this has been
    /// done once before it counts. Nothing is written.
    /// </summary>
    /// <param name="entity">The entity.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async Task Rehearse(EntityKey entity, CancellationToken cancellationToken)
    {
        using var ending = new CancellationTokenSource();
        var memory = new EntityMemory(1);
        var host = new ShardHost(_hostServices, new ShardHostOptions(), memory);
        var shard = _journal.ShardCount.ShardOf(entity);
        var claim = new ShardClaim(new ShardHead(shard, null, Epoch.None, SequenceNumber.None), null);
        var running = Task.Run(() => host.Run(ending.Token, cancellationToken), CancellationToken.None);
        host.Add(new ShardMachine(claim, LaneLedger.FromCheckpoint(null), memory, _options.Shards));
        var seen = new PendingReply();
        await host.Send(new Envelope { Target = entity, Time = Clock.Now(_services.Time), ReplyTo = seen }, cancellationToken).ConfigureAwait(false);
        _ = await seen.Task.WaitAsync(cancellationToken).ConfigureAwait(false);
        await host.HandOff(shard).WaitAsync(cancellationToken).ConfigureAwait(false);
        await ending.CancelAsync().ConfigureAwait(false);
        await running.ConfigureAwait(false);
    }

    /// <summary>Takes a shard that this node has claimed; it serves from now on.</summary>
    /// <param name="claim">The claim.</param>
    /// <param name="lanes">Its lanes as of the claim.</param>
    public void Take(ShardClaim claim, LaneLedger lanes)
    {
        var (shard, epoch) = (claim.Head.Shard, claim.Head.Epoch);
        var index = shard.Value % _hosts.Length;
        _ = Lose(shard); // What an earlier ownership has left.
        _services.Metrics.ShardClaimed();
        _services.Tail.Start(shard, claim.Head.Head);
        _hosts[index].Add(new ShardMachine(claim, lanes, _memory[index], _options.Shards));
        lock (_lock)
        {
            _homes.Own(shard, epoch, _hosts[index]);
            _owned = [.. _owned, new OwnedShard(shard, epoch)];
        }

        _services.Health.Remove(PartOf(shard));
        Announce();
    }

    /// <summary>Takes no more messages for a shard, and completes when nothing of it is in hand any more: it can be released.</summary>
    /// <returns>Whether this node had it.</returns>
    public async Task<bool> HandOff(ShardId shard)
    {
        if (Lose(shard) is null)
        {
            return false;
        }

        Announce();
        await HostOf(shard).HandOff(shard).ConfigureAwait(false);
        _services.Tail.Leave(shard);
        return true;
    }

    /// <summary>Throws a shard away that is not this node's any more, and says so once if another has it.</summary>
    /// <param name="shard">The shard.</param>
    /// <param name="epoch">The ownership that is over.</param>
    /// <param name="row">The shard's row now.</param>
    public void Drop(ShardId shard, Epoch epoch, ShardHead row)
    {
        if (Lose(shard, epoch) is null)
        {
            return;
        }

        if (row.Epoch > epoch)
        {
            HostOf(shard).Drop(shard, epoch, $"{row.Owner ?? "nobody"} owns the shard since epoch {row.Epoch}");
            Mourn(row, epoch);
        }
        else
        {
            HostOf(shard).Drop(shard, epoch, "this node was declared down");
            _services.Tail.Leave(shard);
            Announce();
        }
    }

    /// <summary>Ends the hosts: they take nothing new, and commit and answer what is in hand.</summary>
    /// <param name="timeout">How long to wait for that.</param>
    public async Task Drain(TimeSpan timeout)
    {
        await _draining.CancelAsync().ConfigureAwait(false);
        await Task.WhenAll(_running).WaitAsync(timeout, _services.Time)
            .ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _draining.Dispose();
        foreach (var owned in _owned)
        {
            owned.Dispose();
        }
    }

    private static string PartOf(ShardId shard) => $"shard {shard}";

    /// <summary>The loop that drives a shard while this node owns it.</summary>
    public ShardHost HostOf(ShardId shard) => _hosts[shard.Value % _hosts.Length];

    private OwnedShard? Lose(ShardId shard, Epoch? epoch = null)
    {
        OwnedShard? lost;
        lock (_lock)
        {
            lost = Array.Find(_owned, o => o.Shard == shard && (epoch is null || o.Epoch == epoch));
            if (lost is null)
            {
                return null;
            }

            _owned = [.. _owned.Where(o => o != lost)];
            _homes.Leave(shard);
        }

        lost.Fall();
        return lost;
    }

    private void Announce()
    {
        _services.Tail.Touch();
        Changed();
    }

    private void Mourn(ShardHead row, Epoch epoch)
    {
        if (Interlocked.Exchange(ref _fencedAt[row.Shard.Value], epoch.Value) == epoch.Value)
        {
            return; // Told already: a view and a refused commit may both bring the news.
        }

        _services.Tail.Leave(row.Shard);
        _services.Metrics.ShardFenced();
        _services.Logger.ShardFenced(row.Shard, epoch, row.Owner, row.Epoch);
        Announce();
        Fenced(row, epoch);
    }

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

    private ShardHostServices HostServices(ActorModel model, IJournalStore store) => new()
    {
        ShardCount = store.Journal.ShardCount,
        Lease = _services.Lease,
        Loader = new EntityLoader(store, model, _options.Shards, _services.Health, _services.Time, _services.Logger, _services.Metrics),
        Committer = new BatchCommitter(store.Journal, _services.Health, _services.Time, _services.Logger),
        Snapshots = store.Snapshots,
        Metrics = _services.Metrics,
        Published = Published,
        Fenced = (row, epoch) =>
        {
            _ = Lose(row.Shard, epoch);
            Mourn(row, epoch);
        },
        Abandoned = shard =>
        {
            _ = Lose(shard);
            Announce();
            Abandoned(shard);
        },
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
