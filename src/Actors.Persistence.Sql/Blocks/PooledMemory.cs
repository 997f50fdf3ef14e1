using System.Buffers;
using Actors.Journal.Blocks;

namespace Actors.Persistence.Sql.Blocks;

/// <summary>
/// Memory for blocks that are written to the database and then forgotten: pooled arrays, filled one behind the other, in place of one for each
/// block. Whoever keeps a block copies it before. Memory that is not given back is left to the collector, as after a fault,
/// when somebody may still read it. One thread at a time.
/// </summary>
internal sealed class PooledMemory : IBlockMemory
{
    private const int ArrayLength = 256 << 10;
    private readonly List<byte[]> _arrays = [];
    private int _current = -1;
    private int _used;

    /// <inheritdoc/>
    public ArraySegment<byte> Take(int length)
    {
        while (_current < 0 || _arrays[_current].Length - _used < length)
        {
            _used = 0;
            if (++_current == _arrays.Count)
            {
                _arrays.Add(ArrayPool<byte>.Shared.Rent(Math.Max(length, ArrayLength)));
            }
        }

        var place = new ArraySegment<byte>(_arrays[_current], _used, length);
        _used += length;
        return place;
    }

    /// <summary>Uses the memory from its beginning again: all blocks in it are forgotten.</summary>
    public void Reuse() => (_current, _used) = (-1, 0);

    /// <summary>Gives the memory back: all blocks in it are forgotten.</summary>
    public void Return()
    {
        _arrays.ForEach(array => ArrayPool<byte>.Shared.Return(array));
        _arrays.Clear();
        Reuse();
    }
}
