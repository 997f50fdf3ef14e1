using Actors.Journal;

namespace Actors.Runtime.Tail;

/// <summary>The latest committed records of one shard that a reader still needs. Bounded: old ones leave first. Callers hold its lock.</summary>
/// <param name="capacity">How many records are kept at most.</param>
internal sealed class RecentRecords(int capacity)
{
    private readonly Queue<IReadOnlyList<JournalRecord>> _blocks = new();
    private int _count;
    private long _first = 1;

    /// <summary>The last committed record.</summary>
    public SequenceNumber Head { get; private set; }

    /// <summary>Whether this node owns the shard, so that every record comes by <see cref="Add"/>.</summary>
    public bool IsOwned { get; set; }

    /// <summary>Starts at a head that is already in the store.</summary>
    public void Start(SequenceNumber head)
    {
        _blocks.Clear();
        _count = 0;
        Head = head;
        _first = head.Value + 1;
    }

    /// <summary>Adds committed records that follow the head. Nobody may change the list any more.</summary>
    /// <param name="records">The records.</param>
    /// <param name="neededAfter">The last record that nobody needs any more.</param>
    public void Add(IReadOnlyList<JournalRecord> records, long neededAfter)
    {
        _blocks.Enqueue(records);
        _count += records.Count;
        Head = records[^1].Sequence;
        while (_blocks.TryPeek(out var first) && (first[^1].Sequence.Value <= neededAfter || (_count > capacity && _blocks.Count > 1)))
        {
            _count -= _blocks.Dequeue().Count;
            _first = first[^1].Sequence.Value + 1;
        }
    }

    /// <summary>Reads from memory; <see langword="null"/> when the records wanted have left it.</summary>
    public IReadOnlyList<JournalRecord>? Read(SequenceNumber after, int limit)
    {
        if (after >= Head)
        {
            return [];
        }

        if (after.Value + 1 < _first)
        {
            return null;
        }

        var result = new List<JournalRecord>();
        foreach (var block in _blocks)
        {
            if (block[^1].Sequence <= after)
            {
                continue;
            }

            var start = (int)Math.Max(0, after.Value + 1 - block[0].Sequence.Value);
            for (var i = start; i < block.Count && result.Count < limit; i++)
            {
                result.Add(block[i]);
            }
        }

        return result;
    }
}
