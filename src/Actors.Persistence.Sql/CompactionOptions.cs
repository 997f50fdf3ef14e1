namespace Actors.Persistence.Sql;

/// <summary>
/// When the newest records of a shard, its tail, are filed under their entities. A longer tail makes fewer and larger chunks, which
/// costs less; a shorter one takes less memory and makes takeover quicker.
/// </summary>
public sealed record CompactionOptions
{
    /// <summary>A shard is compacted when this many records wait in its tail, 1 to 1,000,000. Default: 8,192.</summary>
    public int TailRecords { get; init; } = 8_192;

    /// <summary>A shard is also compacted when its tail has this many bytes, 1 KiB to 1 GiB. Default: 1 MiB.</summary>
    public int TailBytes { get; init; } = 1 << 20;

    /// <summary>
    /// The most bytes that the tails of all shards may have in this store, 1 MiB to 64 GiB. Beyond it commits compact before they
    /// write, so that memory and takeover stay bounded when compaction cannot keep up. Default: 128 MiB.
    /// </summary>
    public long AllTailsBytesMax { get; init; } = 128L << 20;

    /// <summary>What is wrong with the options, one sentence each.</summary>
    internal IEnumerable<string> Faults()
    {
        if (TailRecords is < 1 or > 1_000_000)
        {
            yield return $"Compaction.TailRecords is {TailRecords}; use 1 to 1,000,000.";
        }

        if (TailBytes is < 1 << 10 or > 1 << 30)
        {
            yield return $"Compaction.TailBytes is {TailBytes}; use 1,024 to 1,073,741,824.";
        }

        if (AllTailsBytesMax is < 1L << 20 or > 64L << 30)
        {
            yield return $"Compaction.AllTailsBytesMax is {AllTailsBytesMax}; use 1,048,576 to 68,719,476,736.";
        }
    }
}
