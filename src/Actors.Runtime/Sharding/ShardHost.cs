using System.Collections.Concurrent;
using System.Threading.Channels;
using Actors.Journal;
using Actors.Runtime.Supervision;
using Actors.Runtime.Telemetry;
using Actors.Sharding;

namespace Actors.Runtime.Sharding;

/// <summary>
/// Drives the machines of some shards in one loop. The loop takes messages from a bounded mailbox, feeds the machines, carries
/// their actions out, and starts a commit whenever it is the turn of some shards (<see cref="CommitTurns"/>): a batch fills while the one
/// before commits.
/// </summary>
internal sealed class ShardHost
{
    private const int SmallCommit = 16;
    private const int MessagesAtOnce = 128;
    private readonly ShardHostServices _services;
    private readonly ShardHostOptions _options;
    private readonly EntityMemory _memory;
    private readonly Channel<Envelope> _mailbox;
    private readonly ConcurrentQueue<Action> _completions = new();
    private readonly AsyncSignal _wake = new();
    private readonly Dictionary<ShardId, ShardMachine> _machines = [];
    private readonly ShardMachine?[] _byShard;
    private readonly Dictionary<ShardId, TaskCompletionSource> _leaving = [];
    private readonly CommitTurns _turns;
    private readonly ShardActions _actions = new();
    private readonly Envelope[] _taken = new Envelope[MessagesAtOnce];
    private readonly ReplySender _replies = new();
    private readonly SnapshotSaver _snapshots;
    private readonly EntityLoads _loads;
    private int _pending;

    public ShardHost(ShardHostServices services, ShardHostOptions options, EntityMemory memory)
    {
        _services = services;
        _options = options;
        _memory = memory;
        _mailbox = Channel.CreateBounded<Envelope>(new BoundedChannelOptions(options.MailboxMax) { SingleReader = true });
        _byShard = new ShardMachine?[services.ShardCount.Value];
        _turns = new CommitTurns(services.ShardCount, options);
        _snapshots = new SnapshotSaver(services.Snapshots, services.Metrics, services.SnapshotsNotSaved);
        _loads = new EntityLoads(services.Loader, options, Complete);
    }

    /// <summary>How many entities are in memory.</summary>
    public int EntityCount => _memory.Count;

    /// <summary>How many entities have left memory to make room.</summary>
    public long Passivated => _memory.Passivated;

    /// <summary>How many messages wait to be taken.</summary>
    public int MailboxDepth => _mailbox.Reader.Count;

    /// <summary>How many shards it drives.</summary>
    public int ShardsDriven => _machines.Count;

    /// <summary>What it has replied.</summary>
    public CommandCounts Counts => _replies.Counts;

    /// <summary>Hands a message over if the mailbox has room.</summary>
    public bool TrySend(Envelope envelope)
    {
        if (!_mailbox.Writer.TryWrite(envelope))
        {
            return false;
        }

        _wake.Set();
        return true;
    }

    /// <summary>Hands a message over; waits while the mailbox is full.</summary>
    public async ValueTask Send(Envelope envelope, CancellationToken cancellationToken)
    {
        if (!TrySend(envelope))
        {
            await _mailbox.Writer.WriteAsync(envelope, cancellationToken).ConfigureAwait(false);
            _wake.Set();
        }
    }

    /// <summary>Runs a question on the loop, between two messages. It gets no answer from a loop that has stopped.</summary>
    public Task<T> Inspect<T>(Func<IReadOnlyCollection<ShardMachine>, EntityMemory, ShardActions, T> question)
    {
        var answer = new TaskCompletionSource<T>(TaskCreationOptions.RunContinuationsAsynchronously);
        _completions.Enqueue(() => answer.SetResult(question(_machines.Values, _memory, _actions)));
        _wake.Set();
        return answer.Task;
    }

    /// <summary>Takes a shard that has been claimed.</summary>
    public void Add(ShardMachine machine)
    {
        _completions.Enqueue(() =>
        {
            Stop(machine.Shard, "a later ownership takes its place", isUncertain: true);
            _machines[machine.Shard] = _byShard[machine.Shard.Value] = machine;
            _turns.Add(machine);
        });
        _wake.Set();
    }

    /// <summary>Takes no more messages for a shard, and completes when all that is in hand is durable, answered and let go.</summary>
    public Task HandOff(ShardId shard)
    {
        var gone = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        _completions.Enqueue(() =>
        {
            _byShard[shard.Value] = null;
            if (!_machines.ContainsKey(shard) || !_leaving.TryAdd(shard, gone))
            {
                gone.SetResult();
            }
        });
        _wake.Set();
        return gone.Task;
    }

    /// <summary>Throws a shard away, with all that is not durable: another owner has it.</summary>
    public void Drop(ShardId shard, Epoch epoch, string reason)
    {
        _completions.Enqueue(() =>
        {
            if (_machines.TryGetValue(shard, out var machine) && machine.Epoch == epoch)
            {
                Stop(shard, reason, isUncertain: true);
            }
        });
        _wake.Set();
    }

    /// <summary>Runs until the token falls; then takes no more, commits what is in hand, and tells the rest to come again.</summary>
    /// <param name="draining">Falls when no more messages are to be taken.</param>
    /// <param name="cancellationToken">Falls when the rest must be given up.</param>
    public async Task Run(CancellationToken draining, CancellationToken cancellationToken)
    {
        using var wakeOnDrain = draining.Register(_wake.Set);
        using var wakeOnEnd = cancellationToken.Register(_wake.Set);
        while (!cancellationToken.IsCancellationRequested)
        {
            var worked = RunCompletions();
            worked |= !draining.IsCancellationRequested && TakeMessages();
            CarryOut(cancellationToken);
            worked |= StartCommit(cancellationToken);
            LetGo();
            if (worked)
            {
                continue;
            }

            if (draining.IsCancellationRequested && _turns.IsIdle && _loads.IsIdle)
            {
                break;
            }

            await _wake.Wait().ConfigureAwait(false);
        }

        GiveUp();
    }

    /// <summary>Runs an action on the loop. The caller has nothing left to do, so the loop may go on in its place.</summary>
    private void Complete(Action completion)
    {
        _completions.Enqueue(completion);
        _wake.SetAndRun();
    }

    private bool RunCompletions()
    {
        var worked = false;
        while (_completions.TryDequeue(out var completion))
        {
            completion();
            worked = true;
        }

        return worked;
    }

    private bool TakeMessages()
    {
        var room = Math.Min(MessagesAtOnce, _options.PendingMax - _pending);
        var taken = 0;
        while (taken < room && _mailbox.Reader.TryRead(out var envelope))
        {
            _taken[taken++] = envelope;
        }

        var messages = _taken.AsSpan(0, taken);
        _memory.Anticipate(messages);
        foreach (var envelope in messages)
        {
            Take(envelope);
        }

        messages.Clear();
        return taken > 0;
    }

    private void Take(Envelope envelope)
    {
        if (_byShard[_services.ShardCount.ShardOf(envelope.Target).Value] is not { } machine)
        {
            ((IReplySink)envelope.ReplyTo!).Reply(CommandReply.Retry("this node does not own the shard"));
        }
        else if (envelope.Command is null && !_services.Lease.IsValid)
        {
            ((IReplySink)envelope.ReplyTo!).Reply(CommandReply.Retry("this node has no lease, so another may know more"));
        }
        else
        {
            _pending++;
            machine.Deliver(envelope, _actions);
        }
    }

    private void CarryOut(CancellationToken cancellationToken)
    {
        _pending -= _replies.Send(_actions.Replies);
        _loads.Add(_actions.Loads, _actions, cancellationToken);
        _snapshots.Add(_actions.Snapshots, cancellationToken);
        _actions.Loads.Clear();
        _actions.Snapshots.Clear();
    }

    private bool StartCommit(CancellationToken cancellationToken)
    {
        if (_turns.Start(out var records) is not { } commits)
        {
            return false;
        }

        if (records <= SmallCommit)
        {
            _ = Commit(commits, cancellationToken); // To wake another thread would take longer than to encode them.
        }
        else
        {
            _ = Task.Run(() => Commit(commits, cancellationToken), CancellationToken.None);
        }

        return true;
    }

    private async Task Commit(List<ShardCommit> commits, CancellationToken cancellationToken)
    {
        IReadOnlyList<FencedShard>? fenced = null;
        var started = _services.Metrics.Now;
        try
        {
            fenced = await _services.Committer.Commit(commits, cancellationToken).ConfigureAwait(false);
            _services.Metrics.Committed(commits, started);
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            // Unforeseen: whether the batch is in is unknown, so none of its replies may leave and the shards must be given up.
            _services.CommitFailed(exception);
        }
        catch (OperationCanceledException)
        {
            // The node stops while the journal is away.
        }

        Complete(() => Committed(commits, fenced));
    }

    private void Committed(List<ShardCommit> commits, IReadOnlyList<FencedShard>? fenced)
    {
        _turns.Ended(commits);
        commits.RemoveAll(c => !_machines.TryGetValue(c.Shard, out var machine) || machine.Epoch != c.Epoch); // Dropped meanwhile.
        if (fenced is null)
        {
            foreach (var commit in commits)
            {
                Stop(commit.Shard, "its commit did not come to an end", isUncertain: true);
                _services.Abandoned(commit.Shard);
            }

            return;
        }

        var durable = fenced.Count == 0 ? commits : [.. commits.Where(c => fenced.All(f => f.Head.Shard != c.Shard))];
        _services.Published(durable);
        foreach (var commit in durable)
        {
            _machines[commit.Shard].Committed(_actions);
        }

        foreach (var (head, isUncertain) in fenced.Where(f => commits.Exists(c => c.Shard == f.Head.Shard)))
        {
            _services.Fenced(head, _machines[head.Shard].Epoch);
            Stop(head.Shard, $"{head.Owner} owns the shard since epoch {head.Epoch}", isUncertain);
        }
    }

    /// <summary>Lets shards go that are handed off and have nothing left in hand.</summary>
    private void LetGo()
    {
        if (_leaving.Count == 0)
        {
            return;
        }

        foreach (var shard in _leaving.Keys.Where(s => _machines[s] is { Pending: 0, OpenRecords: 0, IsCommitting: false }).ToArray())
        {
            Stop(shard, "the shard was handed off", isUncertain: false);
        }
    }

    private void Stop(ShardId shard, string reason, bool isUncertain)
    {
        if (_machines.Remove(shard, out var machine))
        {
            _byShard[shard.Value] = null;
            _turns.Remove(shard);
            machine.Stop(reason, isUncertain, _actions);
            if (_leaving.Remove(shard, out var gone))
            {
                gone.SetResult();
            }
        }
    }

    private void GiveUp()
    {
        foreach (var shard in _machines.Keys.ToArray())
        {
            Stop(shard, "the node stops", isUncertain: true);
        }

        CarryOut(new CancellationToken(canceled: true));
        _mailbox.Writer.TryComplete();
        while (_mailbox.Reader.TryRead(out var envelope))
        {
            ((IReplySink)envelope.ReplyTo!).Reply(CommandReply.Retry("the node stops"));
        }
    }
}
