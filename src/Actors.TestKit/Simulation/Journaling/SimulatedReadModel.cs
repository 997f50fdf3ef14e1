using Actors.Journal;
using Actors.Sharding;
using Actors.TestKit.Simulation.Checkers;
using Actors.TestKit.Simulation.Worlds;

namespace Actors.TestKit.Simulation.Journaling;

/// <summary>
/// The read model of a projection with its offsets, as the SQL stores keep it: one transaction moves the offsets where they stand
/// as expected and applies the records, or does neither.
/// </summary>
internal sealed class SimulatedReadModel(string projection, PlantedFault fault, CheckerSet checkers)
{
    private readonly Dictionary<ShardId, long> _offsets = [];

    public Dictionary<ShardId, long> Offsets() => new(_offsets);

    public long Offset(ShardId shard) => _offsets.GetValueOrDefault(shard);

    /// <summary>Applies records, unless another runner has moved an offset meanwhile.</summary>
    public bool Apply(IReadOnlyList<JournalRecord> records, IReadOnlyDictionary<ShardId, long> expected)
    {
        var shards = records.Select(r => r.Shard).Distinct().ToArray();
        if (fault != PlantedFault.UnfencedProjection && shards.Any(s => Offset(s) != expected.GetValueOrDefault(s)))
        {
            return false;
        }

        MoveOffsets(records);
        checkers.Projected(projection, records);
        return true;
    }

    /// <summary>Half of a transaction, which no store has: the planted mistake of a projection that saves its place first.</summary>
    public void MoveOffsets(IReadOnlyList<JournalRecord> records)
    {
        foreach (var record in records)
        {
            _offsets[record.Shard] = record.Sequence.Value;
        }
    }
}
