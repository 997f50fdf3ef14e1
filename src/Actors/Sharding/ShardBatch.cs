using Actors.DeadLettering;
using Actors.Journal;
using Actors.Timers;

namespace Actors.Sharding;

/// <summary>The outcomes a shard has decided and not yet committed, with the replies that wait for them.</summary>
/// <param name="number">Counts the batches of this ownership, from 1.</param>
/// <param name="expectedHead">The record before its first one.</param>
/// <param name="recordsExpected">About how many records it will have: as many as the one before.</param>
internal sealed class ShardBatch(long number, SequenceNumber expectedHead, int recordsExpected)
{
    private readonly List<JournalRecord> _records = new(recordsExpected);
    private Dictionary<(EntityKey, string), ScheduledTimer?>? _timers;
    private List<DeadLetter>? _deadLetters;
    private List<DeadLetterId>? _resolved;

    public long Number { get; } = number;

    public SequenceNumber ExpectedHead { get; } = expectedHead;

    /// <summary>The sequence number of its next record.</summary>
    public SequenceNumber Next => new(ExpectedHead.Value + _records.Count + 1);

    public int RecordCount => _records.Count;

    public List<(Envelope Envelope, CommandReply Reply)> Replies { get; } = new(recordsExpected);

    public List<Snapshot>? Snapshots { get; private set; }

    public void Add(JournalRecord record) => _records.Add(record);

    public void Add(DeadLetter letter) => (_deadLetters ??= []).Add(letter);

    public void Add(Snapshot snapshot) => (Snapshots ??= []).Add(snapshot);

    public void Resolve(DeadLetterId letter) => (_resolved ??= []).Add(letter);

    /// <summary>Keeps only the last change of each timer: earlier ones in the same transaction would only be undone.</summary>
    public void Add(EntityKey entity, TimerChange change, SequenceNumber at) =>
        (_timers ??= [])[(entity, change.Name)] = change is { Due: { } due, Command: { } command }
            ? new ScheduledTimer(entity, change.Name, at, due, command, change.Payload)
            : null;

    /// <summary>The batch in the form in which the journal takes it.</summary>
    public ShardCommit ToCommit(ShardId shard, Epoch epoch, LaneCheckpoint? checkpoint) => new()
    {
        Shard = shard,
        Epoch = epoch,
        ExpectedHead = ExpectedHead,
        Records = _records,
        TimersSet = _timers is null ? [] : [.. _timers.Values.OfType<ScheduledTimer>()],
        TimersCleared = _timers is null
            ? []
            : [.. _timers.Where(t => t.Value is null).Select(t => new TimerKey(t.Key.Item1, t.Key.Item2, new SequenceNumber(Next.Value - 1)))],
        DeadLetters = _deadLetters ?? [],
        DeadLettersResolved = _resolved ?? [],
        Checkpoint = checkpoint,
    };
}
