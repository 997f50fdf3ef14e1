using Actors.Sharding;

namespace Actors.Streams.Publishing.Transactions;

/// <summary>
/// Publishes exactly once: the offsets of the shards travel in the transaction that publishes their records, so both are out or
/// neither is. A state machine without I/O: <see cref="Next"/> says what is to be done, the driver does it and reports back. It
/// trusts nothing that it has not read from the broker after it has shut out its predecessor; after a failure whose effect is not
/// known it closes, and starts over from there. One user at a time.
/// <code>
/// Closed -> Fencing -> Recovering -> Ready -> Beginning -> Sending -> SendingOffsets -> Committing -> Ready
///   ^                                  ^          |            |            |               |
///   | unknown, from anywhere           +----------+- Aborting &lt;+------------+-- refused ----+
/// </code>
/// </summary>
public sealed class EgressMachine
{
    private readonly Dictionary<ShardId, long> _committed = [];
    private readonly Dictionary<ShardId, long> _moving = [];
    private readonly List<SinkRecord> _records = [];

    /// <summary>Where it stands.</summary>
    public EgressPhase Phase { get; private set; }

    /// <summary>How far each shard is published, as far as is known for certain; meaningful once it is <see cref="EgressPhase.Ready"/>.</summary>
    public IReadOnlyDictionary<ShardId, long> Offsets => _committed;

    /// <summary>What is to be done now; <see langword="null"/> when it is closed or ready.</summary>
    public EgressStep? Next => Phase switch
    {
        EgressPhase.Fencing => new EgressStep.Fence(),
        EgressPhase.Recovering => new EgressStep.ReadOffsets(),
        EgressPhase.Beginning => new EgressStep.Begin(),
        EgressPhase.Sending => new EgressStep.Send([.. _records]),
        EgressPhase.SendingOffsets => new EgressStep.SendOffsets(new Dictionary<ShardId, long>(_moving)),
        EgressPhase.Committing => new EgressStep.Commit(),
        EgressPhase.Aborting => new EgressStep.Abort(),
        _ => null,
    };

    /// <summary>Starts, or starts over: fence first, then read, so that nothing can change behind what is read.</summary>
    public void Start()
    {
        Forget();
        _committed.Clear();
        Phase = EgressPhase.Fencing;
    }

    /// <summary>Takes the next records; those at or below an offset are out already and are passed over.</summary>
    /// <param name="batch">Those of one shard in order and without a gap behind its offset.</param>
    /// <exception cref="InvalidOperationException">It is not ready, or records are missing: an event would be lost.</exception>
    public void Publish(IReadOnlyList<EgressRecord> batch)
    {
        Demand(EgressPhase.Ready);
        foreach (var record in batch)
        {
            Take(record);
        }

        if (_records.Count > 0)
        {
            Phase = EgressPhase.Beginning;
        }
        else
        {
            Settle(); // Nothing is for others: the offsets need no transaction, they travel with the next one.
        }
    }

    /// <summary>Takes a record that is to be published once more, in a transaction of its own that moves no offset.</summary>
    /// <exception cref="InvalidOperationException">It is not ready.</exception>
    public void PublishAgain(SinkRecord record)
    {
        Demand(EgressPhase.Ready);
        _records.Add(record);
        Phase = EgressPhase.Beginning;
    }

    /// <summary>The offsets that <see cref="EgressStep.ReadOffsets"/> asked for.</summary>
    public void OffsetsRead(IReadOnlyDictionary<ShardId, long> offsets)
    {
        Demand(EgressPhase.Recovering);
        foreach (var (shard, offset) in offsets)
        {
            _committed[shard] = offset;
        }

        Phase = EgressPhase.Ready;
    }

    /// <summary>The step that <see cref="Next"/> asked for is done, for certain.</summary>
    public void Done()
    {
        switch (Phase)
        {
            case EgressPhase.Fencing:
                Phase = EgressPhase.Recovering;
                break;
            case EgressPhase.Beginning:
                Phase = EgressPhase.Sending;
                break;
            case EgressPhase.Sending:
                Phase = _moving.Count > 0 ? EgressPhase.SendingOffsets : EgressPhase.Committing;
                break;
            case EgressPhase.SendingOffsets:
                Phase = EgressPhase.Committing;
                break;
            case EgressPhase.Committing:
                Settle();
                break;
            case EgressPhase.Aborting:
                Forget();
                Phase = EgressPhase.Ready;
                break;
            default:
                throw new InvalidOperationException($"In phase {Phase} nothing was asked for that could be done.");
        }
    }

    /// <summary>The step that <see cref="Next"/> asked for failed.</summary>
    public void Failed(EgressFailure failure)
    {
        var canAbort = Phase is EgressPhase.Beginning or EgressPhase.Sending or EgressPhase.SendingOffsets or EgressPhase.Committing;
        if (failure == EgressFailure.Refused && canAbort)
        {
            Phase = EgressPhase.Aborting;
            return;
        }

        Forget();
        _committed.Clear();
        Phase = EgressPhase.Closed;
    }

    private void Take(EgressRecord record)
    {
        var before = _moving.TryGetValue(record.Shard, out var moved) ? moved : _committed.GetValueOrDefault(record.Shard);
        if (record.Sequence.Value <= before)
        {
            return;
        }

        if (record.Sequence.Value != before + 1)
        {
            Forget();
            throw new InvalidOperationException(
                $"Record {record.Sequence} of shard {record.Shard} came behind {before}: what is between them would never be published.");
        }

        _moving[record.Shard] = record.Sequence.Value;
        if (record.Record is { } published)
        {
            _records.Add(published);
        }
    }

    private void Settle()
    {
        foreach (var (shard, offset) in _moving)
        {
            _committed[shard] = offset;
        }

        Forget();
        Phase = EgressPhase.Ready;
    }

    private void Forget()
    {
        _records.Clear();
        _moving.Clear();
    }

    private void Demand(EgressPhase phase)
    {
        if (Phase != phase)
        {
            throw new InvalidOperationException($"This is for phase {phase}; it is in phase {Phase}.");
        }
    }
}
