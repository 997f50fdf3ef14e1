namespace Actors.Journal;

/// <summary>What a new owner gets with its shard.</summary>
/// <param name="Head">The shard's row after the claim: the new epoch, and the head to append after.</param>
/// <param name="Checkpoint">The latest lane checkpoint, or <see langword="null"/> when there is none.</param>
public sealed record ShardClaim(ShardHead Head, LaneCheckpoint? Checkpoint)
{
    /// <summary>
    /// For how long nobody had served the shard when it was claimed, by the store's clock, where its last owner released it;
    /// <see langword="null"/> where it did not. Only good for telling people: clocks can be set.
    /// </summary>
    public TimeSpan? Unserved { get; init; }
}
