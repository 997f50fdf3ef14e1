using Actors.Journal;
using Actors.Sharding;

namespace Actors.Runtime.Sharding;

/// <summary>
/// Decides when the shards of a host commit, and which: group commit without a timer, where each shard gets its turn. A commit takes whole
/// batches until it is full. When none is on its way the next one starts with whatever waits; a second one, of other shards, goes beside it
/// only when it is full: two half full ones cost nearly twice as much as one. Under load a commit is full with a third of what waits and is
/// on its way, so that two thirds commit while the rest is decided. One thread at a time.
/// </summary>
internal sealed class CommitTurns(ShardCount shards, ShardHostOptions options)
{
    private const int Parts = 3;
    private readonly ShardMachine?[] _inTurn = new ShardMachine?[shards.Value];
    private int _next;
    private int _onTheirWay;
    private int _commits;

    /// <summary>Whether no commit is on its way.</summary>
    public bool IsIdle => _commits == 0;

    /// <summary>Gives a shard its turn from now on.</summary>
    public void Add(ShardMachine machine) => _inTurn[machine.Shard.Value] = machine;

    /// <summary>Gives a shard no more turn.</summary>
    public void Remove(ShardId shard) => _inTurn[shard.Value] = null;

    /// <summary>Closes the open batches of the next commit; <see langword="null"/> when there is none to start. <see cref="Ended"/> must follow.</summary>
    /// <param name="records">How many records it has.</param>
    public List<ShardCommit>? Start(out int records)
    {
        records = 0;
        if (_commits >= options.CommitsAtOnce || Waiting() is not (> 0 and var waiting))
        {
            return null;
        }

        var full = Math.Clamp((waiting + _onTheirWay) / Parts, options.CommitRecords, options.CommitRecordsMax);
        if (_commits > 0 && waiting < full)
        {
            return null;
        }

        var commits = Seal(full, out records);
        _commits++;
        _onTheirWay += records;
        return commits;
    }

    /// <summary>Takes the news that a commit has come to its end.</summary>
    /// <param name="commits">What <see cref="Start"/> gave.</param>
    public void Ended(List<ShardCommit> commits)
    {
        _commits--;
        _onTheirWay -= commits.Sum(commit => commit.Records.Count);
    }

    /// <summary>How many records could be committed now.</summary>
    private int Waiting()
    {
        var records = 0;
        foreach (var machine in _inTurn)
        {
            records += machine is { IsCommitting: false } ? machine.OpenRecords : 0;
        }

        return records;
    }

    /// <summary>Closes open batches, from the shard on that comes after the last one of the commit before.</summary>
    private List<ShardCommit> Seal(int full, out int records)
    {
        List<ShardCommit> commits = [];
        records = 0;
        var start = _next;
        for (var i = 0; i < _inTurn.Length && records < full; i++)
        {
            var place = start + i < _inTurn.Length ? start + i : start + i - _inTurn.Length;
            if (_inTurn[place] is { OpenRecords: > 0 } machine && machine.Seal() is { } commit)
            {
                commits.Add(commit);
                records += commit.Records.Count;
                _next = place + 1 < _inTurn.Length ? place + 1 : 0;
            }
        }

        return commits;
    }
}
