namespace Actors.Journal.Blocks;

/// <summary>Memory for packed blocks, where each is to have no array of its own. One thread at a time.</summary>
public interface IBlockMemory
{
    /// <summary>Gives that many bytes, which nobody else has; what is in them is not told.</summary>
    ArraySegment<byte> Take(int length);
}
