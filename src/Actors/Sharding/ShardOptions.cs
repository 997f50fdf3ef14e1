namespace Actors.Sharding;

/// <summary>The limits of a shard.</summary>
public sealed record ShardOptions
{
    /// <summary>
    /// How many commands with an id each entity remembers. A retry within that many later commands with ids gets the first
    /// outcome; an older one takes effect again. Default 64.
    /// </summary>
    public int CommandWindow { get; init; } = 64;

    /// <summary>After how many records of an entity a snapshot is taken. Default 200: replaying so few costs less than a millisecond.</summary>
    public int SnapshotEvery { get; init; } = 200;

    /// <summary>From how many records since the last snapshot on a passivated entity gets one. Default 20.</summary>
    public int SnapshotOnPassivation { get; init; } = 20;

    /// <summary>
    /// After how many records of a shard its lanes are written down. A new owner reads at most about that many records to know what
    /// is done. Default 2,000.
    /// </summary>
    public int CheckpointEvery { get; init; } = 2000;
}
