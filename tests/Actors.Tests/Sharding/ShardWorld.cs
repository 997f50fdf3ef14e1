using Actors.Journal;
using Actors.Sharding;
using Actors.Tests.Samples;

namespace Actors.Tests.Sharding;

/// <summary>
/// A shard machine with the plainest world around it: a journal that is a list, loads and commits that happen when a test says so,
/// and the replies in the order in which they came.
/// </summary>
internal sealed class ShardWorld
{
    private readonly ShardOptions _options;
    private readonly int _entityCountMax;
    private readonly Dictionary<EntityKey, Snapshot> _snapshots = [];
    private readonly List<(ShardMachine Machine, EntityKey Key)> _loads = [];
    private LaneCheckpoint? _checkpoint;
    private ShardCommit? _sealed;

    public ShardWorld(ShardOptions? options = null, int entityCountMax = 2)
    {
        _options = options ?? new ShardOptions { CommandWindow = 8, SnapshotEvery = 3, SnapshotOnPassivation = 1, CheckpointEvery = 4 };
        _entityCountMax = entityCountMax;
        (Machine, Memory) = Claim();
    }

    public List<JournalRecord> Journal { get; } = [];

    public List<(Envelope Envelope, CommandReply Reply)> Replies { get; } = [];

    public ShardMachine Machine { get; private set; }

    public EntityMemory Memory { get; private set; }

    public Epoch Epoch { get; private set; }

    public bool IsCommitting => _sealed is not null;

    public void Deliver(Envelope envelope) => Step(actions => Machine.Deliver(envelope, actions));

    /// <summary>Answers the oldest load from the journal as it is now.</summary>
    public void LoadNext() => Load(0);

    /// <summary>Answers the newest load, before older ones.</summary>
    public void LoadNewest() => Load(_loads.Count - 1);

    /// <summary>Sends the open batch to the journal; it is not durable before <see cref="Commit"/>.</summary>
    public void Seal() => _sealed ??= Machine.Seal();

    /// <summary>Makes the batch on its way durable.</summary>
    public void Commit()
    {
        if (_sealed is not null)
        {
            Store();
            Step(Machine.Committed);
        }
    }

    /// <summary>Loads, seals and commits until nothing is left to do.</summary>
    public void Settle()
    {
        while (Machine.Pending > 0)
        {
            LoadNext();
            Seal();
            Commit();
        }
    }

    /// <summary>The machine is told that it lost the shard.</summary>
    public void LoseShard()
    {
        Step(actions => Machine.Stop("lost", isUncertain: false, actions));
        Restart();
    }

    /// <summary>The process dies: no reply leaves; the batch on its way may or may not have arrived.</summary>
    public void Crash(bool batchArrives)
    {
        if (batchArrives && _sealed is not null)
        {
            Store();
        }

        Restart();
    }

    /// <summary>The state of an entity as the journal alone tells it.</summary>
    public Tally Replay(EntityKey key)
    {
        var image = EntityRecovery.Start(key, Tally.Definition, null, _options.CommandWindow);
        EntityRecovery.Replay(image, [.. Journal.Where(r => r.Entity == key).Select(Stored)]);
        return (Tally)image.State;
    }

    private static JournalRecord Stored(JournalRecord record) => record with { Message = null };

    private void Load(int index)
    {
        if (_loads.Count == 0)
        {
            return;
        }

        var (machine, key) = _loads[index];
        _loads.RemoveAt(index);
        var image = EntityRecovery.Start(key, Tally.Definition, _snapshots.GetValueOrDefault(key), _options.CommandWindow);
        EntityRecovery.Replay(image, [.. Journal.Where(r => r.Entity == key && r.Sequence > image.LastSequence).Select(Stored)]);
        Step(actions => machine.Loaded(image, actions));
    }

    private void Store()
    {
        Assert.Equal(Journal.Count, _sealed!.ExpectedHead.Value);
        Assert.Equal(Enumerable.Range(Journal.Count + 1, _sealed.Records.Count).Select(n => (long)n), _sealed.Records.Select(r => r.Sequence.Value));
        Journal.AddRange(_sealed.Records);
        _checkpoint = _sealed.Checkpoint ?? _checkpoint;
        _sealed = null;
    }

    private void Step(Action<ShardActions> step)
    {
        var actions = new ShardActions();
        step(actions);
        Replies.AddRange(actions.Replies);
        _loads.AddRange(actions.Loads);
        foreach (var snapshot in actions.Snapshots)
        {
            Assert.True(snapshot.AsOf.Value <= Journal.Count, "A snapshot was ahead of the journal.");
            _snapshots[snapshot.Entity] = snapshot;
        }
    }

    private void Restart()
    {
        _sealed = null;
        _loads.Clear();
        (Machine, Memory) = Claim();
    }

    private (ShardMachine Machine, EntityMemory Memory) Claim()
    {
        Epoch = Epoch.Next;
        var lanes = LaneLedger.FromCheckpoint(_checkpoint);
        foreach (var record in Journal.Where(r => _checkpoint is null || r.Sequence > _checkpoint.AsOf))
        {
            lanes.Replay(record);
        }

        var head = new ShardHead(new ShardId(0), "node", Epoch, new SequenceNumber(Journal.Count));
        var memory = new EntityMemory(_entityCountMax);
        return (new ShardMachine(new ShardClaim(head, _checkpoint), lanes, memory, _options), memory);
    }
}
