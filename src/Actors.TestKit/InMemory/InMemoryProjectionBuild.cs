using Actors.Projections;
using Actors.Sharding;

namespace Actors.TestKit.InMemory;

/// <summary>The rows of one build with its progress and parked records.</summary>
internal sealed class InMemoryProjectionBuild
{
    /// <summary>Its rows.</summary>
    public Dictionary<string, object> Rows { get; set; } = new(StringComparer.Ordinal);

    /// <summary>Its progress.</summary>
    public SortedDictionary<ShardId, ShardProgress> Progress { get; } = [];

    /// <summary>Its parked entities with their records, in the order in which they were parked.</summary>
    public List<(ParkedEntity Entity, SortedSet<long> Records)> Parked { get; } = [];

    /// <summary>The parked records that were set aside while readers saw the build: it tells their effects when they are replayed.</summary>
    public HashSet<(ShardId Shard, long Sequence)> OwedEffects { get; } = [];
}
