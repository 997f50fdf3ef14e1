using Actors.Operations;
using Actors.Sharding;

namespace Actors.Runtime.Operations;

/// <summary>Describes the shards of one loop. Called on the loop.</summary>
internal static class ShardInfos
{
    public static IReadOnlyList<ShardInfo> Of(IReadOnlyCollection<ShardMachine> machines, EntityMemory memory, int entitiesMax)
    {
        var entities = memory.ByUse.ToLookup(e => e.Owner);
        return
        [
            .. machines.OrderBy(m => m.Shard.Value).Select(m => new ShardInfo(
                m.Shard.Value,
                m.Epoch.Value,
                m.Pending,
                entities[m].Count(),
                [.. entities[m].Take(entitiesMax).Select(Of)])),
        ];
    }

    private static LiveEntityInfo Of(LiveEntity entity) => new(
        entity.Key.ToString(),
        entity.Image?.Version.Value ?? 0,
        entity.Image switch
        {
            null => "loading",
            { QuarantineReason: not null } => "quarantined",
            { ParkedCount: > 0 } => "parked",
            _ => "live",
        },
        entity.Waiting?.Count ?? 0);
}
