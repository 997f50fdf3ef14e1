using Actors.Journal;

namespace Actors.Sharding;

/// <summary>
/// One shard as a state machine: messages, loaded entities and commit results go in, replies, loads and batches come out. It does
/// no I/O, reads no clock and starts no task. While a batch commits, the next one is decided on the speculative state; replies
/// leave only with the commit they depend on. One thread at a time; whoever loses the shard calls <see cref="Stop"/> and throws
/// the machine away with all it has speculated.
/// </summary>
internal sealed class ShardMachine
{
    private readonly EntityMemory _memory;
    private readonly ShardOptions _options;
    private readonly LaneLedger _lanes;
    private readonly CommandDecider _decider;
    private ShardBatch _open;
    private ShardBatch? _inFlight;
    private SequenceNumber _checkpointed;

    /// <summary>Creates the machine of a shard that has just been claimed.</summary>
    /// <param name="claim">The claim.</param>
    /// <param name="lanes">The lanes as of the claim's head.</param>
    /// <param name="memory">Where entities live; shared with the other shards of the host.</param>
    /// <param name="options">The limits.</param>
    public ShardMachine(ShardClaim claim, LaneLedger lanes, EntityMemory memory, ShardOptions options)
    {
        Shard = claim.Head.Shard;
        Epoch = claim.Head.Epoch;
        _checkpointed = claim.Checkpoint?.AsOf ?? SequenceNumber.None;
        _lanes = lanes;
        _memory = memory;
        _options = options;
        _open = new ShardBatch(1, claim.Head.Head, recordsExpected: 0);
        _decider = new CommandDecider(Shard, lanes);
    }

    /// <summary>The shard.</summary>
    public ShardId Shard { get; }

    /// <summary>The ownership under which it appends.</summary>
    public Epoch Epoch { get; }

    /// <summary>The newest batch that is durable; 0 before the first.</summary>
    public long CommittedBatch { get; private set; }

    /// <summary>How many messages have been taken and not yet answered.</summary>
    public int Pending { get; private set; }

    /// <summary>How many records wait to be sealed.</summary>
    public int OpenRecords => _open.RecordCount;

    /// <summary>Whether a sealed batch has not been reported as committed yet.</summary>
    public bool IsCommitting => _inFlight is not null;

    /// <summary>Takes a message: answers it, decides it into the open batch, or lets it wait for its entity.</summary>
    public void Deliver(Envelope envelope, ShardActions actions)
    {
        Pending++;
        if (envelope.Epoch != Epoch.None && envelope.Epoch != Epoch)
        {
            Answer(envelope, CommandReply.Retry($"shard {Shard} has a new owner since epoch {envelope.Epoch}"), actions);
            return;
        }

        if (envelope.Lane is { Run: not 0 } stamp && !_lanes.TakeTurn(stamp))
        {
            Answer(envelope, CommandReply.Retry($"an earlier command of lane {stamp.Lane} has not arrived"), actions);
            return;
        }

        if (_memory.Find(envelope.Target) is { } entity)
        {
            entity.WasUsed = true;
        }
        else
        {
            entity = new LiveEntity(envelope.Target, this);
            _memory.Add(entity, actions);
            actions.Loads.Add((this, envelope.Target));
        }

        if (entity.Image is null)
        {
            entity.Waiting!.Enqueue(envelope);
        }
        else
        {
            Process(entity, entity.Image, envelope, actions);
        }
    }

    /// <summary>Takes an entity that was asked for, and handles what waited for it, in order.</summary>
    public void Loaded(EntityImage image, ShardActions actions)
    {
        if (_memory.Find(image.Key) is not { Image: null } entity || !ReferenceEquals(entity.Owner, this))
        {
            return; // Asked for by an owner that is gone.
        }

        _memory.Loaded(entity, image);
        while (entity.Waiting!.TryDequeue(out var envelope))
        {
            Process(entity, image, envelope, actions);
        }

        entity.Waiting = null;
    }

    /// <summary>Closes the open batch for commit; <see langword="null"/> when it is empty or another one is on its way.</summary>
    public ShardCommit? Seal()
    {
        if (_inFlight is not null || _open.RecordCount == 0)
        {
            return null;
        }

        _inFlight = _open;
        var head = new SequenceNumber(_open.Next.Value - 1);
        _open = new ShardBatch(_inFlight.Number + 1, head, _inFlight.RecordCount);
        LaneCheckpoint? checkpoint = null;
        if (head.Value - _checkpointed.Value >= _options.CheckpointEvery)
        {
            checkpoint = _lanes.ToCheckpoint(head);
            _checkpointed = head;
        }

        return _inFlight.ToCommit(Shard, Epoch, checkpoint);
    }

    /// <summary>Takes the news that the sealed batch is durable, and lets go what depended on it.</summary>
    public void Committed(ShardActions actions)
    {
        var batch = _inFlight ?? throw new InvalidOperationException($"Shard {Shard} has no batch on its way.");
        _inFlight = null;
        CommittedBatch = batch.Number;
        Pending -= batch.Replies.Count;
        actions.Replies.AddRange(batch.Replies);
        actions.Snapshots.AddRange(batch.Snapshots ?? []);
    }

    /// <summary>Gives the shard up: everything not durable is forgotten, and its senders are told to send again.</summary>
    /// <param name="reason">Why, for people.</param>
    /// <param name="isUncertain">Whether the batch on its way may have become durable all the same.</param>
    /// <param name="actions">Gets the replies.</param>
    public void Stop(string reason, bool isUncertain, ShardActions actions)
    {
        var reply = CommandReply.Retry(reason);
        var unanswered = _memory.ByUse.Where(e => ReferenceEquals(e.Owner, this)).SelectMany(e => e.Waiting ?? [])
            .Concat(_open.Replies.Select(r => r.Envelope));
        actions.Replies.AddRange(unanswered.Select(e => (e, reply)));
        actions.Replies.AddRange((_inFlight?.Replies ?? []).Select(r => (r.Envelope, reply with { IsUncertain = isUncertain })));
        _memory.RemoveAll(this);
        Pending = 0;
    }

    /// <summary>Called when an entity leaves memory: takes its snapshot if it is worth one.</summary>
    public void Passivate(LiveEntity entity, ShardActions actions)
    {
        if (entity.Image is { QuarantineReason: null } image && image.RecordsSinceSnapshot >= _options.SnapshotOnPassivation)
        {
            actions.Snapshots.Add(EntityImageCodec.Encode(image));
        }
    }

    private void Process(LiveEntity entity, EntityImage image, Envelope envelope, ShardActions actions)
    {
        var recordsBefore = _open.RecordCount;
        var reply = envelope switch
        {
            { Command: not null } => _decider.Decide(image, envelope, _open),
            { Replays: not null } => _decider.Discard(image, envelope, _open),
            _ => View(image),
        };
        if (_open.RecordCount > recordsBefore)
        {
            entity.LastBatch = _open.Number;
            if (image.RecordsSinceSnapshot >= _options.SnapshotEvery && image.QuarantineReason is null)
            {
                _open.Add(EntityImageCodec.Encode(image));
                image.RecordsSinceSnapshot = 0;
            }
        }

        Answer(envelope, reply, actions);
    }

    private CommandReply View(EntityImage image) => image.QuarantineReason is { } reason
        ? new CommandReply { Kind = ReplyKind.Quarantined, Detail = reason }
        : new CommandReply
        {
            Kind = ReplyKind.Viewed,
            View = new EntityView(image.Key, image.State, image.Version, SeenIn(image), image.ParkedCount > 0),
        };

    /// <summary>An owner that has lost the shard and does not know it yet may load an entity that is ahead of its own head.</summary>
    private SequenceNumber SeenIn(EntityImage image) => new(Math.Max(_open.Next.Value - 1, image.LastSequence.Value));

    /// <summary>Lets a reply go with the newest batch that holds records, at once when all is durable.</summary>
    private void Answer(Envelope envelope, CommandReply reply, ShardActions actions)
    {
        var dependsOn = _open.RecordCount > 0 ? _open : _inFlight;
        if (dependsOn is null || reply.Kind == ReplyKind.Retry)
        {
            Pending--;
            actions.Reply(envelope, reply);
        }
        else
        {
            dependsOn.Replies.Add((envelope, reply));
        }
    }
}
