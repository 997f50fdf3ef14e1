using System.Security.Cryptography;
using Actors.Journal;
using Actors.Runtime.Sharding;
using Actors.Runtime.Supervision;
using Actors.Sharding;

namespace Actors.Runtime.Lanes;

/// <summary>
/// Sends the commands of one lane to their shards, in order for each shard, with a bound on what is on its way, and knows the
/// lane's floor. When a shard refuses (its owner changed, or its commit failed), everything for it that is not done is sent again
/// in order, addressed to the new ownership, so that nothing overtakes. Replies come from any thread. Without a lane the commands
/// carry none, and only their ids keep a second sending from a second effect.
/// </summary>
internal sealed class LaneSender(Lane? lane, LanePosition start, int entriesMax, IShardSender shards, TimeProvider time, CancellationToken stopping)
{
    private readonly Lock _lock = new();
    private readonly Dictionary<ShardId, LaneLink> _links = [];
    private readonly Queue<LaneEntry> _entries = new();
    private LanePosition _floor = start;
    private TaskCompletionSource? _roomOrIdle;

    /// <summary>Called with each reply that settles a command; on the shard host's loop.</summary>
    public Action<Envelope, CommandReply>? Settled { get; init; }

    /// <summary>Whether one caller sends, in lane order, so that the shards can hold to it.</summary>
    public bool IsInOrder { get; init; } = true;

    /// <summary>Everything at or below it is done.</summary>
    public LanePosition Floor
    {
        get
        {
            lock (_lock)
            {
                return _floor;
            }
        }
    }

    /// <summary>How many records are not done.</summary>
    public int EntryCount
    {
        get
        {
            lock (_lock)
            {
                return _entries.Count;
            }
        }
    }

    /// <summary>Begins a record; waits while too many are not done. Records begin in lane order.</summary>
    /// <param name="end">The highest position its commands can have.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async ValueTask<LaneEntry> Begin(LanePosition end, CancellationToken cancellationToken)
    {
        while (true)
        {
            Task room;
            lock (_lock)
            {
                if (_entries.Count < entriesMax)
                {
                    var entry = new LaneEntry(end);
                    _entries.Enqueue(entry);
                    return entry;
                }

                room = WaitForChange();
            }

            await room.WaitAsync(cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>Says that a record without commands is done, if nothing before it is in hand; else it is queued behind.</summary>
    public ValueTask Skip(LanePosition end, CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            if (_entries.Count == 0)
            {
                _floor = end;
                return ValueTask.CompletedTask;
            }
        }

        return SkipQueued(end, cancellationToken);
    }

    /// <summary>Sends one command of a record.</summary>
    public ValueTask Send(LaneEntry entry, LanePosition position, Envelope envelope, CancellationToken cancellationToken)
    {
        var shard = shards.ShardOf(envelope.Target);
        LaneCommand command;
        lock (_lock)
        {
            if (!_links.TryGetValue(shard, out var link))
            {
                _links.Add(shard, link = new LaneLink(shard));
                link.Readdress(shards.EpochOf(shard), NextRun());
                link.IsBroken = link.Epoch == Epoch.None;
            }

            command = new LaneCommand(this, link, entry) { Envelope = envelope, Position = position };
            entry.Unanswered++;
            link.Commands.Enqueue(command);
            if (link.IsBroken)
            {
                StartRepair(link);
                return ValueTask.CompletedTask;
            }

            MarkSent(command);
        }

        return Deliver(command, cancellationToken);
    }

    /// <summary>Says that a record has no further commands.</summary>
    public void Close(LaneEntry entry)
    {
        lock (_lock)
        {
            entry.IsClosed = true;
            MoveFloor();
        }
    }

    /// <summary>Completes when everything begun is done.</summary>
    public async Task Drain(CancellationToken cancellationToken)
    {
        while (true)
        {
            Task idle;
            lock (_lock)
            {
                if (_entries.Count == 0)
                {
                    return;
                }

                idle = WaitForChange();
            }

            await idle.WaitAsync(cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>Takes a reply to a command.</summary>
    internal void Replied(LaneCommand command, in CommandReply reply)
    {
        lock (_lock)
        {
            var link = command.Link;
            command.IsSent = false;
            link.Unanswered--;
            if (reply.Kind == ReplyKind.Retry)
            {
                link.IsBroken = link.WasRefused = true;
                StartRepair(link);
                return;
            }

            command.IsDone = true;
            while (link.Commands.TryPeek(out var first) && first.IsDone)
            {
                link.Commands.Dequeue();
            }

            command.Entry.Unanswered--;
            MoveFloor();
        }

        Settled?.Invoke(command.Envelope, reply);
    }

    private async ValueTask SkipQueued(LanePosition end, CancellationToken cancellationToken) =>
        Close(await Begin(end, cancellationToken).ConfigureAwait(false));

    private ValueTask Deliver(LaneCommand command, CancellationToken cancellationToken)
    {
        var addressed = command.Envelope with
        {
            Lane = lane is { } named ? new LaneStamp(named, command.Position, Floor) { Run = command.Turn.Run, Turn = command.Turn.Turn } : null,
            Epoch = command.Link.Epoch,
            ReplyTo = command,
        };
        return shards.Send(command.Link.Shard, addressed, cancellationToken);
    }

    private static void MarkSent(LaneCommand command)
    {
        command.IsSent = true;
        command.Turn = (command.Link.Run, command.Link.Turns++);
        command.Link.Unanswered++;
    }

    /// <summary>A number for a run: 0 where several callers send, because then their order is not known.</summary>
    private long NextRun() => IsInOrder ? RandomNumberGenerator.GetInt32(1, int.MaxValue) : 0;

    private void MoveFloor()
    {
        var moved = false;
        while (_entries.TryPeek(out var entry) && entry.IsDone)
        {
            _floor = _entries.Dequeue().End;
            moved = true;
        }

        if (moved)
        {
            _roomOrIdle?.TrySetResult();
            _roomOrIdle = null;
        }
    }

    private Task WaitForChange() =>
        (_roomOrIdle ??= new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously)).Task;

    private void StartRepair(LaneLink link)
    {
        if (!link.IsRepairing)
        {
            link.IsRepairing = true;
            _ = Task.Run(() => Repair(link), CancellationToken.None);
        }
    }

    /// <summary>Waits until nothing is on its way to the shard and somebody owns it, then sends again in order.</summary>
    private async Task Repair(LaneLink link)
    {
        var backoff = new RestartBackoff(TimeSpan.FromMilliseconds(10), TimeSpan.FromMilliseconds(500), time);
        try
        {
            while (!stopping.IsCancellationRequested)
            {
                await WaitBeforeTrying(link, backoff).ConfigureAwait(false);
                if (TryReaddress(link) && await SendAgain(link).ConfigureAwait(false))
                {
                    return;
                }
            }
        }
        catch (OperationCanceledException)
        {
            // The node stops; what is not done will be read again from the source.
        }
    }

    /// <summary>Waits a while; once nothing is on its way, not longer than until the shard has a new owner.</summary>
    private Task WaitBeforeTrying(LaneLink link, RestartBackoff backoff)
    {
        var wait = backoff.Wait(stopping);
        lock (_lock)
        {
            return link.Unanswered > 0 ? wait : Task.WhenAny(wait, shards.WaitForMove(link.Shard, link.Epoch, stopping));
        }
    }

    private bool TryReaddress(LaneLink link)
    {
        var epoch = shards.EpochOf(link.Shard);
        lock (_lock)
        {
            if (link.Unanswered > 0 || epoch == Epoch.None)
            {
                return false; // What is on its way keeps the old address: with the new one it would overtake what was refused.
            }

            link.Readdress(epoch, NextRun());
            return true;
        }
    }

    private async Task<bool> SendAgain(LaneLink link)
    {
        while (true)
        {
            LaneCommand? next;
            lock (_lock)
            {
                if (link.WasRefused)
                {
                    return false;
                }

                next = link.Commands.FirstOrDefault(c => !c.IsDone && !c.IsSent);
                if (next is null)
                {
                    link.IsBroken = link.IsRepairing = false;
                    return true;
                }

                MarkSent(next);
            }

            await Deliver(next, stopping).ConfigureAwait(false);
        }
    }
}
