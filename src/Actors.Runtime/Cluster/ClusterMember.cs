using System.Collections.Concurrent;
using Actors.Journal;
using Actors.Membership;
using Actors.Runtime.Sharding;
using Actors.Runtime.Supervision;

namespace Actors.Runtime.Cluster;

/// <summary>
/// Drives the machine of a cluster's member: one loop owns the machine, gives it the time and what has happened, and carries out what
/// it asks for. Whatever takes time runs beside the loop and comes back to it as an input.
/// </summary>
internal sealed class ClusterMember : IShardOwnership, IDisposable
{
    private const int TicksPerHeartbeat = 5;

    // Whoever is refused may call for a look; more often than this it would tell nothing new.

    // A node that cannot rehearse, for the store does not answer, has better things to tell than that it waits.
    private static readonly TimeSpan RehearseWithin = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan LookAtMostEvery = TimeSpan.FromMilliseconds(20);
    private readonly ClusterServices _services;
    private readonly MembershipOptions _times;
    private readonly TimeProvider _time;
    private readonly ClusterMachine _machine;
    private readonly ClusterActions _actions = new();
    private readonly ShardMoves _moves;
    private readonly ViewReport _report;
    private readonly ConcurrentQueue<Action> _inputs = new();
    private readonly AsyncSignal _wake = new();
    private readonly TaskCompletionSource<(NodeId, ClusterView)> _isKnown = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _isUp = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _hasLeft = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly long _origin;
    private long _lastLook;
    private int _isStarted;

    public ClusterMember(ClusterServices services)
    {
        _services = services;
        _times = services.Options.Times;
        _time = services.Node.Time;
        _origin = _lastLook = _time.GetTimestamp();
        _machine = new ClusterMachine(_times);
        _report = new ViewReport(services);
        _moves = new ShardMoves(services, _machine, Post);
        services.Shards.Fenced = (row, epoch) => Post(() => _machine.Fenced(row.Shard, epoch));
        services.Shards.Abandoned = shard => Post(() => _moves.ClaimAnew(shard));
    }

    /// <inheritdoc/>
    public ClusterState State => _report.State;

    /// <inheritdoc/>
    public void Dispose() => _moves.Dispose();

    private TimeSpan Now => _time.GetElapsedTime(_origin);

    /// <inheritdoc/>
    public async Task Prepare(CancellationToken cancellationToken)
    {
        _ = await _services.Membership.Read(cancellationToken).ConfigureAwait(false); // A node that cannot reach the store does not start.
        _isStarted = 1;
        _services.Node.Supervisor.Run("cluster", Run);
        _services.Node.Supervisor.Run("cluster announcements", Listen);
        if (_services.Options.Roles.HasFlag(MemberRoles.Shards))
        {
            await Rehearse(cancellationToken).ConfigureAwait(false);
        }
    }

    /// <inheritdoc/>
    public async Task Start(CancellationToken cancellationToken)
    {
        Post(_machine.Ready);
        await _isUp.Task.WaitAsync(cancellationToken).ConfigureAwait(false);
    }

    /// <summary>The node has joined and is not up yet: the others serve the shards that it will get, and learn to reach it.</summary>
    private async Task Rehearse(CancellationToken cancellationToken)
    {
        var (self, view) = await _isKnown.Task.WaitAsync(cancellationToken).ConfigureAwait(false);
        using var timeIsOver = new CancellationTokenSource(RehearseWithin, _time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(timeIsOver.Token, cancellationToken);
        try
        {
            await _services.Rehearsal.Run(self, view, _moves.Refuse, either.Token).ConfigureAwait(false);
        }
        catch (Exception exception) when (exception is not InvalidOperationException && !cancellationToken.IsCancellationRequested)
        {
            _services.Node.Logger.RehearsalFailed(exception.Message);
        }
    }

    /// <inheritdoc/>
    public async Task<bool> Leave(CancellationToken cancellationToken)
    {
        if (_isStarted == 0)
        {
            return true;
        }

        Post(_machine.Leave);
        var seen = _time.GetTimestamp();
        while (!_hasLeft.Task.IsCompleted && _time.GetElapsedTime(seen) < _times.Lease)
        {
            await _hasLeft.Task.WaitAsync(_times.HeartbeatInterval, _time, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            cancellationToken.ThrowIfCancellationRequested();
            seen = _services.Node.Lease.IsValid ? _time.GetTimestamp() : seen;
        }

        return _hasLeft.Task.IsCompleted;
    }

    /// <summary>Asks for a look at the store soon: what this node knows seems to be old. Cheap to call often.</summary>
    public void LookSoon()
    {
        var last = Volatile.Read(ref _lastLook);
        if (_time.GetElapsedTime(last) >= LookAtMostEvery && Interlocked.CompareExchange(ref _lastLook, _time.GetTimestamp(), last) == last)
        {
            Post(_machine.Announced);
        }
    }

    private async Task Run(CancellationToken cancellationToken)
    {
        var tick = _times.HeartbeatInterval / TicksPerHeartbeat;
        while (!_hasLeft.Task.IsCompleted)
        {
            while (_inputs.TryDequeue(out var input))
            {
                input();
                CarryOut(cancellationToken);
            }

            _machine.Tick(Now, _services.Link?.Unreachable ?? [], _actions);
            CarryOut(cancellationToken);
            if (_inputs.IsEmpty)
            {
                await WaitForNews(tick, cancellationToken).ConfigureAwait(false);
            }
        }

        await WatchFromOutside(cancellationToken).ConfigureAwait(false);
    }

    private async Task WaitForNews(TimeSpan longest, CancellationToken cancellationToken)
    {
        using var timer = _time.CreateTimer(static wake => ((AsyncSignal)wake!).Set(), _wake, longest, Timeout.InfiniteTimeSpan);
        await _wake.Wait(cancellationToken).ConfigureAwait(false);
    }

    /// <summary>A node that has left still brings commands to the others, until it stops: it goes on looking where their shards are.</summary>
    private async Task WatchFromOutside(CancellationToken cancellationToken)
    {
        while (State.Self is { } self)
        {
            _inputs.Clear();
            try
            {
                var view = await WithDeadline(_services.Membership.Read, cancellationToken).ConfigureAwait(false);
                _report.Show(self, view, long.MinValue);
            }
            catch (Exception exception) when (exception is JournalUnavailableException || !cancellationToken.IsCancellationRequested)
            {
                _report.StoreFailed(exception);
            }

            await WaitForNews(_times.HeartbeatInterval, cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>Hears of changes as soon as they happen. It only makes things fast, so that it fails is no fault of the node.</summary>
    private async Task Listen(CancellationToken cancellationToken)
    {
        while (true)
        {
            try
            {
                await _services.Membership.WaitForChange(cancellationToken).ConfigureAwait(false);
                Post(_machine.Announced);
            }
            catch (JournalUnavailableException)
            {
                await Task.Delay(_times.HeartbeatInterval, _time, cancellationToken).ConfigureAwait(false);
            }
        }
    }

    private void Post(Action input)
    {
        _inputs.Enqueue(input);
        _wake.Set();
    }

    private void CarryOut(CancellationToken cancellationToken)
    {
        if (_actions.MustJoin)
        {
            _ = Task.Run(() => Join(cancellationToken), CancellationToken.None);
        }

        if (_actions.Heartbeat is { } heartbeat)
        {
            _ = Task.Run(() => Beat(heartbeat, cancellationToken), CancellationToken.None);
        }

        if (_actions.Moves.Count > 0)
        {
            MemberMove[] moves = [.. _actions.Moves];
            _ = Task.Run(() => Move(moves, cancellationToken), CancellationToken.None);
        }

        if (_machine.Self is { } self)
        {
            _moves.CarryOut(_actions, self, cancellationToken);
        }

        _moves.Drop(_actions.Lost);
        if (_actions.IsLeaseLost)
        {
            _report.LeaseLost();
        }

        if (_actions.IsRemoved)
        {
            _report.Removed();
        }

        if (_actions.HasLeft)
        {
            _report.Left();
            _hasLeft.TrySetResult();
        }

        _actions.Clear();
    }

    private async Task Join(CancellationToken cancellationToken)
    {
        try
        {
            var options = _services.Options;
            var registration = new NodeRegistration(_services.NodeName, options.Address, options.Roles, options.HttpAddress, options.Times.Lease);
            var self = await WithDeadline(token => _services.Membership.Join(registration, token), cancellationToken).ConfigureAwait(false);
            _services.Node.Logger.NodeJoined(self);
            Post(() => _machine.Joined(self));
        }
        catch (Exception exception) // Whatever went wrong, the node tries again; what it was is on the health board.
        {
            _report.StoreFailed(exception);
            Post(() => _machine.JoinFailed(Now));
        }
    }

    private async Task Beat(Heartbeat heartbeat, CancellationToken cancellationToken)
    {
        var sentAt = Now;
        try
        {
            var view = await WithDeadline(token => _services.Membership.Beat(heartbeat, token), cancellationToken).ConfigureAwait(false);
            Post(() => Beaten(heartbeat.Node, view, sentAt));
        }
        catch (Exception exception) // As above.
        {
            _report.StoreFailed(exception);
            Post(() => _machine.BeatFailed(Now));
        }
    }

    private void Beaten(NodeId self, ClusterView view, TimeSpan sentAt)
    {
        _machine.Beaten(view, sentAt, Now, _actions);
        var lease = _machine.LeaseUntil <= TimeSpan.Zero ? long.MinValue : _origin + (long)(_machine.LeaseUntil.TotalSeconds * _time.TimestampFrequency);
        _report.Show(self, view, lease);
        _isKnown.TrySetResult((self, view));
        if (view.Members.Any(m => m.Id == self && m.Status >= MemberStatus.Up))
        {
            _isUp.TrySetResult();
        }
    }

    private async Task Move(MemberMove[] moves, CancellationToken cancellationToken)
    {
        try
        {
            foreach (var move in moves)
            {
                if (await WithDeadline(token => _services.Membership.Move(move.Node, move.To, token), cancellationToken).ConfigureAwait(false))
                {
                    _services.Node.Logger.MemberMoved(move.Node, move.To);
                }
            }
        }
        catch (Exception exception) when (exception is JournalUnavailableException or OperationCanceledException)
        {
            // The next view asks for it again.
        }
    }

    /// <summary>A store that does not answer is as good as one that is away; after a lease the answer would come too late anyway.</summary>
    private async Task<T> WithDeadline<T>(Func<CancellationToken, Task<T>> call, CancellationToken cancellationToken)
    {
        using var timeIsOver = new CancellationTokenSource(_times.Lease, _time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(timeIsOver.Token, cancellationToken);
        return await call(either.Token).WaitAsync(either.Token).ConfigureAwait(false);
    }
}
