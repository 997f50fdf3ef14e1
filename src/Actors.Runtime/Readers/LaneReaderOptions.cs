namespace Actors.Runtime.Readers;

/// <summary>The limits of a reader of the journal.</summary>
internal sealed record LaneReaderOptions
{
    /// <summary>How many records are read at a time.</summary>
    public int ReadMax { get; init; } = 256;

    /// <summary>How many records of a shard may be in hand: read, and their commands not yet acknowledged.</summary>
    public int RecordsInHandPerShardMax { get; init; } = 256;

    /// <summary>How often offsets are saved. What was read since is read again after a crash, without a second effect.</summary>
    public TimeSpan SaveEvery { get; init; } = TimeSpan.FromMilliseconds(500);
}
