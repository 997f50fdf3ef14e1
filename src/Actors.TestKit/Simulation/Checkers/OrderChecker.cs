using Actors.Journal;
using Actors.Sharding;
using Actors.TestKit.Simulation.Worlds;

namespace Actors.TestKit.Simulation.Checkers;

/// <summary>
/// I4: the commands of one lane come to one entity in lane order, an entity's events are numbered in their order, and every read
/// model sees every record of every shard once, in order.
/// </summary>
internal sealed class OrderChecker(JournalFacts facts) : Checker("I4")
{
    private readonly Dictionary<(EntityKey, Lane), LanePosition> _positions = [];
    private readonly Dictionary<EntityKey, EntityVersion> _versions = [];
    private readonly Dictionary<(string Projection, ShardId Shard), long> _seen = [];

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

    public override void Projected(string projection, IReadOnlyList<JournalRecord> records)
    {
        foreach (var record in records)
        {
            var next = _seen.GetValueOrDefault((projection, record.Shard)) + 1;
            Require(
                record.Sequence.Value == next,
                $"projection {projection} has seen record {record.Shard}:{record.Sequence} where {next} comes next");
            var stored = facts.Find(record.Shard, record.Sequence);
            Require(
                stored is not null && stored.Entity == record.Entity && stored.Payload.Span.SequenceEqual(record.Payload.Span),
                $"projection {projection} has seen {record.Shard}:{record.Sequence}, which is not in the journal");
            _seen[(projection, record.Shard)] = next;
        }
    }

    public override void Rested(SimulatedWorld world)
    {
        foreach (var projection in world.Projections.Select(p => p.Name).Distinct())
        {
            foreach (var shard in world.Journal.ShardCount.All)
            {
                var (seen, head) = (_seen.GetValueOrDefault((projection, shard)), world.Journal.Head(shard).Head.Value);
                Require(seen == head, $"projection {projection} has seen {seen} of the {head} records of shard {shard}");
            }
        }
    }
}
