using System.Collections.Concurrent;
using Actors.Journal;
using Actors.Operations;
using Actors.Runtime.Streams.Control;
using Actors.Runtime.Supervision;
using Actors.Streams;
using Microsoft.Extensions.Logging;

namespace Actors.Runtime.Streams.Partitions;

/// <summary>
/// Brings the records of a shared input to the entities: one <see cref="Ingress"/> for each partition that this process gets, each
/// on the lane of its partition, so that a rebalance, a rewound group or a second reader changes no effect. A partition that
/// fails is read again after a wait, and its neighbours go on meanwhile. Thread-safe.
/// </summary>
public sealed class PartitionedIngress : ISourceHost, IIngressControl
{
    private readonly IPartitionedSource _source;
    private readonly Func<ISource, IngressCircuit, Ingress> _connect;
    private readonly PartitionLanes _lanes;
    private readonly PartitionControl _control;
    private readonly PartitionShares _shares;
    private readonly IngressGate _gate;
    private readonly ILogger _logger;
    private readonly string _name;
    private readonly ConcurrentDictionary<PartitionReading, byte> _readings = [];
    private readonly Lock _lock = new();
    private IngressCounts _ended = new(0, 0, 0, 0, 0, 0);

    internal PartitionedIngress(
        IPartitionedSource source,
        Func<ISource, IngressCircuit, Ingress> connect,
        IngressGate gate,
        IOffsetStore offsets,
        PartitionControl control,
        PartitionShares shares,
        ILogger logger)
    {
        _source = source;
        _connect = connect;
        _gate = gate;
        _lanes = new PartitionLanes(offsets);
        _control = control;
        _shares = shares;
        _logger = logger;
        _name = $"source {source.Name}";
    }

    /// <summary>What has been done so far, over all partitions, also those given back.</summary>
    public IngressCounts Counts
    {
        get
        {
            lock (_lock)
            {
                return _readings.Keys.Aggregate(_ended, (sum, reading) => sum + reading.Counts);
            }
        }
    }

    /// <summary>The partitions that are assigned to this process, by their own lanes.</summary>
    public IReadOnlyList<Lane> Partitions => [.. _readings.Keys.Select(r => r.Lane).OrderBy(l => l.Name, StringComparer.Ordinal)];

    /// <summary>The partitions that stand still because they no longer hold what comes next, and why.</summary>
    public IReadOnlyDictionary<Lane, string> Resets =>
        _readings.Keys.Where(r => r.Reset is not null).ToDictionary(r => r.Lane, r => r.Reset?.Message ?? string.Empty);

    /// <inheritdoc/>
    IReadOnlyList<IngressStatus> IIngressControl.Status => [.. _readings.Keys.Select(r => r.Status)];

    /// <summary>Runs until the token falls; a source that fails is started again after a wait, and the health board says why.</summary>
    public async Task Run(CancellationToken cancellationToken)
    {
        var backoff = new RestartBackoff(TimeSpan.FromMilliseconds(200), TimeSpan.FromSeconds(10), _control.Time);
        while (!cancellationToken.IsCancellationRequested)
        {
            try
            {
                Report(null);
                await _source.Run(this, cancellationToken).ConfigureAwait(false);
            }
            catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
            {
                break;
            }
            catch (Exception exception) // A source that ends is started again, whatever ended it.
            {
                Report(exception.Message);
                _logger.LoopFailed(_name, exception);
                await backoff.Wait(cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }

        _control.Health.Remove(_name);
    }

    /// <summary>
    /// Accepts that a partition no longer holds what it held (see <see cref="Resets"/>): it is read from what it holds now. One
    /// that was created anew continues on a new lane, one whose oldest records were deleted on its old one.
    /// </summary>
    /// <returns>Whether such a partition was assigned to this process and waited for this.</returns>
    /// <exception cref="JournalUnavailableException">The store cannot be reached; nothing was accepted.</exception>
    public async Task<bool> AcceptReset(Lane partition, CancellationToken cancellationToken)
    {
        var waiting = _readings.Keys.Where(r => r.Lane == partition && r.Reset is not null).ToArray();
        foreach (var reading in waiting)
        {
            await reading.Accept(cancellationToken).ConfigureAwait(false);
        }

        return waiting.Length > 0;
    }

    /// <inheritdoc/>
    void IIngressControl.Pause() => _gate.Pause();

    /// <inheritdoc/>
    void IIngressControl.Resume() => _gate.Resume();

    /// <inheritdoc/>
    async Task<IReadOnlyList<string>> IIngressControl.Accept(Lane? lane, CancellationToken cancellationToken)
    {
        var waiting = Resets.Keys.Where(l => lane is null || l == lane).ToArray();
        foreach (var found in waiting)
        {
            await AcceptReset(found, cancellationToken).ConfigureAwait(false);
        }

        return [.. waiting.Select(l => l.Name)];
    }

    /// <inheritdoc/>
    public void Report(string? fault)
    {
        if (fault is null)
        {
            _control.Health.Healthy(_name);
        }
        else
        {
            _control.Health.Degraded(_name, fault);
        }
    }

    /// <inheritdoc/>
    IReadOnlyList<int> ISourceHost.ShareOf(int partitions) => _shares.Of(partitions);

    /// <inheritdoc/>
    async Task ISourceHost.Read(ISourcePartition partition, CancellationToken cancellationToken)
    {
        var reading = new PartitionReading(partition, _lanes, _connect, _control);
        _readings.TryAdd(reading, 0);
        await reading.Run(cancellationToken).ConfigureAwait(false);
        lock (_lock)
        {
            _readings.TryRemove(reading, out _);
            _ended += reading.Counts;
        }
    }
}
