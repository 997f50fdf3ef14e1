using Actors.Sharding;

namespace Actors.Journal.Retention;

/// <summary>Asks for one step of removal in one shard.</summary>
public sealed record RetentionRequest
{
    /// <summary>The shard.</summary>
    public required ShardId Shard { get; init; }

    /// <summary>The epoch under which the caller owns it; under any other one nothing is removed.</summary>
    public required Epoch Epoch { get; init; }

    /// <summary>Up to here every reader has read the shard.</summary>
    public required SequenceNumber ReadUpTo { get; init; }

    /// <summary>What the application says.</summary>
    public required IRetentionPolicy Policy { get; init; }

    /// <summary>Where the step before ended; <see langword="null"/> for the first one.</summary>
    public long? Cursor { get; init; }
}
