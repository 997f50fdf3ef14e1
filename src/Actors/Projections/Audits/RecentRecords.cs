using Actors.Sharding;

namespace Actors.Projections.Audits;

/// <summary>Records that were stored lately.</summary>
/// <param name="Position">Where the store's end was, for the next call; only the store knows what it means.</param>
/// <param name="Marks">The marks that were found, by shard, each in order. Any may be missing.</param>
public sealed record RecentRecords(long Position, IReadOnlyDictionary<ShardId, IReadOnlyList<RecordMark>> Marks)
{
    /// <summary>The position of one who has not called yet.</summary>
    public const long NoPosition = -1;

    /// <summary>Nothing found.</summary>
    public static IReadOnlyDictionary<ShardId, IReadOnlyList<RecordMark>> None { get; } = new Dictionary<ShardId, IReadOnlyList<RecordMark>>();
}
