using Actors.Journal.Blocks;

namespace Actors.Persistence.Sql.Blocks;

/// <summary>
/// The newest blocks of one shard, as far as this store has seen them: its own commits, and what it has read. Only a cache: every
/// reader first asks the database for what is newer and for the mark. Thread-safe.
/// </summary>
internal sealed class ShardTail
{
    private readonly Lock _gate = new();
    private readonly BlockSlab _slab = new();
    private readonly GrowingList<Block> _blocks = new();
    private readonly GrowingList<ulong> _hashes = new();
    private CompactionMark? _mark;
    private long _end;
    private long _bytes;

    /// <summary>The last record that is known; 0 when nothing is.</summary>
    public long Known => Volatile.Read(ref _end);

    /// <summary>How many bytes its blocks have, and those of own commits that it could not take up.</summary>
    public long Bytes => Volatile.Read(ref _bytes);

    /// <summary>Takes up what was read from the database.</summary>
    /// <returns>The tail, or <see langword="null"/> when the page is older than what is known: read again.</returns>
    public TailView? Merge(TailPage page)
    {
        lock (_gate)
        {
            if (_mark is not { } mark || page.Mark.Rebuilds > mark.Rebuilds)
            {
                Reset(page.Mark);
            }
            else if (page.Mark.CompareTo(mark) < 0)
            {
                return null;
            }
            else
            {
                Trim(page.Mark);
            }

            Append(page.Blocks);
            return new TailView(page.Mark, _blocks.Segment, _hashes.Segment);
        }
    }

    /// <summary>Takes up an own commit. One that does not follow what is known is left for a reader to find.</summary>
    public void Committed(IReadOnlyList<Block> blocks)
    {
        lock (_gate)
        {
            if (_mark is null && blocks[0].First.Value == 1)
            {
                Reset(default);
            }

            if (_mark is not null && blocks[0].First.Value == _end + 1)
            {
                Append(blocks);
            }
            else if (blocks[^1].Last.Value > _end)
            {
                _bytes += blocks.Sum(block => (long)block.Stored.Length);
            }
        }
    }

    private void Append(IReadOnlyList<Block> blocks)
    {
        foreach (var block in blocks)
        {
            if (block.First.Value > _end + 1)
            {
                return;
            }

            if (block.Last.Value > _end)
            {
                _blocks.Add(_slab.Take(block));
                for (var i = 0; i < block.Count; i++)
                {
                    _hashes.Add(block.Hash(i));
                }

                _bytes += block.Stored.Length;
                _end = block.Last.Value;
            }
        }
    }

    private void Trim(CompactionMark mark)
    {
        if (mark == _mark)
        {
            return;
        }

        if (mark.UpTo >= _end)
        {
            Reset(mark);
            return;
        }

        var (blocks, records) = (0, 0);
        while (_blocks.Segment[blocks].Last.Value <= mark.UpTo)
        {
            records += _blocks.Segment[blocks++].Count;
        }

        _blocks.RemoveFirst(blocks);
        _hashes.RemoveFirst(records);
        _bytes = _blocks.Segment.Sum(block => (long)block.Stored.Length);
        _mark = mark;
    }

    private void Reset(CompactionMark mark)
    {
        _blocks.RemoveFirst(_blocks.Segment.Count);
        _hashes.RemoveFirst(_hashes.Segment.Count);
        (_mark, _end, _bytes) = (mark, mark.UpTo, 0);
    }
}
