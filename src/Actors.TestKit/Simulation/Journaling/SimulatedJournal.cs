using Actors.DeadLettering;
using Actors.Journal;
using Actors.Sharding;
using Actors.TestKit.Simulation.Checkers;
using Actors.TestKit.Simulation.Worlds;
using Actors.Timers;

namespace Actors.TestKit.Simulation.Journaling;

/// <summary>
/// Keeps exactly what the SQL journals promise and nothing more: a commit of a shard is stored whole or not at all, only where
/// epoch and head are as it expects; a claim raises the epoch; snapshots may vanish. Every call is one transaction.
/// </summary>
internal sealed class SimulatedJournal(ShardCount shards, PlantedFault fault, CheckerSet checkers)
{
    private readonly SimulatedShard[] _shards = [.. shards.All.Select(s => new SimulatedShard(s))];
    private readonly Dictionary<EntityKey, List<JournalRecord>> _entities = [];
    private readonly List<Action> _late = [];
    private readonly Dictionary<string, SimulatedReadModel> _readModels = [];

    public ShardCount ShardCount => shards;

    /// <summary>Whether nobody can reach it.</summary>
    public bool IsAway { get; set; }

    public Dictionary<EntityKey, Snapshot> Snapshots { get; } = [];

    /// <summary>The saved places of lanes' sources.</summary>
    public Dictionary<string, long> Offsets { get; } = [];

    /// <summary>The dead letters that wait, oldest first.</summary>
    public List<DeadLetter> Letters { get; } = [];

    /// <summary>How many transactions, whose connections broke, the database may still come to.</summary>
    public int LateCount => _late.Count;

    public ShardHead Head(ShardId shard) => _shards[shard.Value].Head;

    /// <summary>Takes a shard, whoever has it: what no node would do, and an operator might.</summary>
    public ShardClaim Claim(ShardId shard, string owner)
    {
        var claim = TryClaim(Head(shard), owner)!;
        checkers.TakenByHand(claim.Head);
        return claim;
    }

    /// <summary>Takes a shard if its epoch is still the expected one.</summary>
    public ShardClaim? TryClaim(ShardHead expected, string owner)
    {
        var row = _shards[expected.Shard.Value];
        if (row.Epoch != expected.Epoch && fault != PlantedFault.ClaimWithoutComparing)
        {
            return null;
        }

        row.Epoch = expected.Epoch.Next;
        row.Owner = owner;
        checkers.Claimed(row.Head);
        return new ShardClaim(row.Head, row.Checkpoint);
    }

    /// <summary>Gives a shard up, if its epoch is still this one.</summary>
    public void Release(ShardId shard, Epoch epoch)
    {
        var row = _shards[shard.Value];
        row.Owner = row.Epoch == epoch ? null : row.Owner;
    }

    /// <summary>Stores a commit, unless it is fenced.</summary>
    public bool Commit(ShardCommit commit)
    {
        var row = _shards[commit.Shard.Value];
        var isEpochRight = row.Epoch == commit.Epoch || fault == PlantedFault.NoEpochCheck;
        if (!isEpochRight || row.Head.Head != commit.ExpectedHead)
        {
            return false;
        }

        foreach (var record in commit.Records)
        {
            var stored = record with { Message = null };
            row.Records.Add(stored);
            if (!_entities.TryGetValue(record.Entity, out var records))
            {
                _entities.Add(record.Entity, records = []);
            }

            records.Add(stored);
        }

        ApplyTimers(row, commit);
        Letters.AddRange(commit.DeadLetters.Where(l => Letters.All(other => other.Id != l.Id)));
        Letters.RemoveAll(l => commit.DeadLettersResolved.Contains(l.Id));
        row.Checkpoint = commit.Checkpoint ?? row.Checkpoint;
        checkers.Appended(commit);
        return true;
    }

    /// <summary>Leaves a transaction in the database's hands, its connection gone.</summary>
    public void Later(Action transaction) => _late.Add(transaction);

    /// <summary>The database comes to a late transaction: it tries it, or drops it with its connection.</summary>
    public void EndLate(int index, bool isTried)
    {
        var transaction = _late[index];
        _late.RemoveAt(index);
        if (isTried)
        {
            transaction();
        }
    }

    /// <summary>The read model of a projection, with its offsets.</summary>
    public SimulatedReadModel ReadModel(string projection)
    {
        if (!_readModels.TryGetValue(projection, out var model))
        {
            _readModels.Add(projection, model = new SimulatedReadModel(projection, fault, checkers));
        }

        return model;
    }

    public JournalRecord Record(ShardId shard, long sequence) => _shards[shard.Value].Records[(int)sequence - 1];

    public IReadOnlyList<JournalRecord> Read(ShardId shard, SequenceNumber after, int limit)
    {
        var records = _shards[shard.Value].Records;
        var start = (int)Math.Min(after.Value, records.Count);
        return records.GetRange(start, Math.Min(limit, records.Count - start));
    }

    public IReadOnlyList<JournalRecord> ReadEntity(EntityKey entity, SequenceNumber after) =>
        _entities.TryGetValue(entity, out var records) ? [.. records.Where(r => r.Sequence > after)] : [];

    public void Save(Snapshot snapshot)
    {
        if (!Snapshots.TryGetValue(snapshot.Entity, out var stored) || stored.AsOf < snapshot.AsOf)
        {
            Snapshots[snapshot.Entity] = snapshot;
        }
    }

    /// <summary>Saves a place; a lower one is passed over.</summary>
    public void SaveOffset(string reader, long offset) =>
        Offsets[reader] = Math.Max(offset, Offsets.GetValueOrDefault(reader));

    public List<ScheduledTimer> DueTimers(DateTimeOffset until) =>
        [.. _shards.SelectMany(s => s.Timers.Values).Where(t => t.Due <= until).OrderBy(t => t.Due)];

    /// <summary>When the next timer is due, or <see langword="null"/>.</summary>
    public DateTimeOffset? NextTimer => _shards.SelectMany(s => s.Timers.Values).Min(t => (DateTimeOffset?)t.Due);

    private static void ApplyTimers(SimulatedShard row, ShardCommit commit)
    {
        foreach (var timer in commit.TimersSet)
        {
            row.Timers[(timer.Entity, timer.Name)] = timer;
        }

        foreach (var key in commit.TimersCleared)
        {
            if (row.Timers.TryGetValue((key.Entity, key.Name), out var timer) && timer.SetAt <= key.SetAt)
            {
                row.Timers.Remove((key.Entity, key.Name));
            }
        }
    }
}
