using Actors.Journal;
using Actors.Sharding;

namespace Actors.Runtime.Tail;

/// <summary>
/// The committed end of the journal. Hosts of this node publish what they have committed, and readers get it from memory, and from
/// the store what has left memory; of the shards of other nodes only the heads are known, and their records are in the store. Nothing stays longer than a reader needs it: records that live for a second
/// only to be dropped cost the garbage collector more than all the rest of a command.
/// </summary>
internal sealed class JournalTail : IJournalTail
{
    private readonly IJournal _journal;
    private readonly RecentRecords[] _shards;
    private readonly Lock _waitLock = new();
    private TailReader[] _readers = [];
    private TaskCompletionSource _moved = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private long _stamp;
    private int _waiting;

    public JournalTail(IJournal journal, int recordsPerShardMax)
    {
        _journal = journal;
        _shards = [.. journal.ShardCount.All.Select(_ => new RecentRecords(recordsPerShardMax))];
    }

    public long Stamp => Volatile.Read(ref _stamp);

    /// <summary>Starts a shard of this node at the head found when it was claimed.</summary>
    public void Start(ShardId shard, SequenceNumber head)
    {
        var recent = _shards[shard.Value];
        lock (recent)
        {
            recent.Start(head);
            recent.IsOwned = true;
        }

        Move();
    }

    /// <summary>Says that a shard is not this node's any more: its head moves by <see cref="Learn"/> from now on.</summary>
    public void Leave(ShardId shard)
    {
        var recent = _shards[shard.Value];
        lock (recent)
        {
            recent.Start(recent.Head);
            recent.IsOwned = false;
        }
    }

    /// <summary>Takes the heads of a view, for the shards that are not this node's.</summary>
    public void Learn(IReadOnlyList<ShardHead> heads)
    {
        var moved = false;
        foreach (var head in heads)
        {
            var recent = _shards[head.Shard.Value];
            lock (recent)
            {
                if (!recent.IsOwned && head.Head > recent.Head)
                {
                    recent.Start(head.Head);
                    moved = true;
                }
            }
        }

        if (moved)
        {
            Move();
        }
    }

    /// <summary>Wakes the readers for another reason than a record, such as a shard that has come or gone.</summary>
    public void Touch() => Move();

    /// <summary>Adds committed records of several shards, then wakes the readers.</summary>
    public void Publish(IReadOnlyList<ShardCommit> committed)
    {
        foreach (var commit in committed)
        {
            var recent = _shards[commit.Shard.Value];
            lock (recent)
            {
                if (recent.IsOwned)
                {
                    recent.Add(commit.Records, NeededAfter(commit.Shard, commit.NewHead.Value));
                }
            }
        }

        Move();
    }

    public SequenceNumber Head(ShardId shard)
    {
        var recent = _shards[shard.Value];
        lock (recent)
        {
            return recent.Head;
        }
    }

    public ITailReader Follow()
    {
        var reader = new TailReader(this, _shards.Length);
        lock (_waitLock)
        {
            _readers = [.. _readers, reader];
        }

        return reader;
    }

    /// <summary>Forgets a reader.</summary>
    public void Leave(TailReader reader)
    {
        lock (_waitLock)
        {
            _readers = [.. _readers.Where(r => r != reader)];
        }
    }

    /// <summary>Reads for a reader.</summary>
    public ValueTask<IReadOnlyList<JournalRecord>> Read(
        ShardId shard, SequenceNumber after, int limit, CancellationToken cancellationToken)
    {
        var recent = _shards[shard.Value];
        lock (recent)
        {
            if (recent.Read(after, limit) is { } records)
            {
                return ValueTask.FromResult(records);
            }
        }

        return new ValueTask<IReadOnlyList<JournalRecord>>(_journal.Read(shard, after, limit, cancellationToken));
    }

    public Task WaitBeyond(long stamp, CancellationToken cancellationToken)
    {
        lock (_waitLock)
        {
            if (_stamp > stamp)
            {
                return Task.CompletedTask;
            }

            _waiting++;
            return _moved.Task.WaitAsync(cancellationToken);
        }
    }

    /// <summary>The last record of a shard that no reader needs any more.</summary>
    private long NeededAfter(ShardId shard, long head)
    {
        foreach (var reader in Volatile.Read(ref _readers))
        {
            head = Math.Min(head, reader.HasRead(shard));
        }

        return head;
    }

    private void Move()
    {
        TaskCompletionSource? moved = null;
        lock (_waitLock)
        {
            _stamp++;
            if (_waiting > 0)
            {
                moved = _moved;
                _moved = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
                _waiting = 0;
            }
        }

        moved?.SetResult();
    }
}
