using Actors.Journal.Blocks;

namespace Actors.Persistence.Sql.Blocks;

/// <summary>
/// Memory for the blocks of one shard's tail: few large arrays, filled one behind the other. The small arrays in which blocks are packed live
/// about as long as the collector's generations last, and to copy them from one to the next was most of its pauses; a large array is never
/// copied. Blocks leave a tail in order, so an array goes with the last block that is in it. One thread at a time.
/// </summary>
internal sealed class BlockSlab
{
    private const int SmallestArray = 4 << 10;
    private const int LargestArray = 128 << 10; // From 85,000 bytes on, .NET keeps arrays apart from those that it copies.
    private byte[] _array = [];
    private int _used;

    /// <summary>Copies a block; what it was in before may go.</summary>
    public Block Take(Block block)
    {
        var length = block.Stored.Length;
        if (length > LargestArray / 4)
        {
            return block.CopyTo(GC.AllocateUninitializedArray<byte>(length)); // The rest of an array would be lost for it.
        }

        if (_array.Length - _used < length)
        {
            // A shard with little to do gets little.
            _array = GC.AllocateUninitializedArray<byte>(Math.Clamp(Math.Max(_array.Length, length) * 2, SmallestArray, LargestArray));
            _used = 0;
        }

        var place = new ArraySegment<byte>(_array, _used, length);
        _used += length;
        return block.CopyTo(place);
    }
}
