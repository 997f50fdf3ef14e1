namespace Actors.Journal.Blocks;

/// <summary>One record of a block, not decoded.</summary>
/// <param name="Block">The block.</param>
/// <param name="Index">The record's place in it, from 0.</param>
public readonly record struct BlockEntry(Block Block, int Index)
{
    /// <summary>The hash of the record's entity.</summary>
    public ulong Hash => Block.Hash(Index);

    /// <summary>The record's place in its shard.</summary>
    public SequenceNumber Sequence => Block.Sequence(Index);

    /// <summary>The record's bytes, its checksum included.</summary>
    /// <exception cref="FormatException">The record lies outside of its block.</exception>
    public ReadOnlySpan<byte> Bytes => Block.Bytes(Index);
}
