using Actors.Journal;

namespace Actors.Simulation.Checkers;

/// <summary>I4: the commands of one lane come to one entity in lane order, and an entity's events are numbered in their order.</summary>
internal sealed class OrderChecker() : Checker("I4")
{
    private readonly Dictionary<(EntityKey, Lane), LanePosition> _positions = [];
    private readonly Dictionary<EntityKey, EntityVersion> _versions = [];

    public override void Appended(ShardCommit commit)
    {
        foreach (var record in commit.Records)
        {
            var version = _versions.GetValueOrDefault(record.Entity);
            var expected = record.Kind == RecordKind.Event ? version.Next : version;
            Require(record.Version == expected, $"{record.Entity} has version {record.Version} at {record.Shard}:{record.Sequence}, not {expected}");
            _versions[record.Entity] = expected;
            if (record.Metadata is { Lane: { } lane, Index: 0 } metadata)
            {
                var last = _positions.GetValueOrDefault((record.Entity, lane));
                Require(
                    metadata.LanePosition > last,
                    $"position {metadata.LanePosition} of lane {lane} came to {record.Entity} after {last}, at {record.Shard}:{record.Sequence}");
                _positions[(record.Entity, lane)] = metadata.LanePosition;
            }
        }
    }
}
