namespace Actors.Benchmarks.Raw;

/// <summary>In which form a bare loop writes records.</summary>
internal enum RawForm
{
    /// <summary>One row per record, with a second index by entity.</summary>
    Rows,

    /// <summary>One row per shard and commit that holds all its records; no second index.</summary>
    Blocks,
}
