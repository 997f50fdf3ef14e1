using Actors.Journal;
using Actors.Sharding;
using Actors.TestKit.Simulation.Journaling;
using Actors.TestKit.Simulation.Worlds;

namespace Actors.TestKit.Simulation.Projections;

/// <summary>
/// Runs one projection as the real runner does: loads the offsets, then reads batches over all shards and applies each in one
/// transaction. Fenced, or without an answer, it starts again from the stored offsets.
/// </summary>
internal sealed class SimulatedProjection(SimulatedWorld world, string name)
{
    private const int BatchMax = 12;
    private readonly List<JournalRecord> _batch = [];
    private Dictionary<ShardId, long>? _offsets;
    private bool _isPlaceSaved;

    public string Name => name;

    /// <summary>The step in which it wakes up.</summary>
    public int PausedUntil { get; set; }

    /// <summary>Whether another runner has taken over, so that this one ends when it is fenced or finds nothing to do.</summary>
    public bool IsReplaced { get; set; }

    /// <summary>Whether it has ended.</summary>
    public bool IsOver { get; private set; }

    public bool IsIdle => IsOver || (_batch.Count == 0 && _offsets is { } offsets && world.Journal.ShardCount.All.All(s => HasRead(s, offsets)));

    private SimulatedReadModel Model => world.Journal.ReadModel(name);

    /// <summary>Loses all it has in memory, and starts again later.</summary>
    public void Crash()
    {
        world.Trace.Tell($"projection {name} crashes with {_batch.Count} records in hand");
        Restart();
    }

    /// <summary>Does one thing, if there is one to do.</summary>
    public bool Advance()
    {
        if (IsOver || PausedUntil > world.Trace.Step || world.Journal.IsAway)
        {
            return false;
        }

        if (_offsets is null)
        {
            _offsets = Model.Offsets();
            return true;
        }

        return _batch.Count == 0 ? Read(_offsets) : Apply(_offsets);
    }

    private bool Read(Dictionary<ShardId, long> offsets)
    {
        foreach (var shard in world.Journal.ShardCount.All)
        {
            var after = offsets.GetValueOrDefault(shard);
            if (world.Fault == PlantedFault.SkippingProjection && world.Random.Chance(20) && !HasRead(shard, offsets))
            {
                after++; // As if it took a number that it has seen for a place up to which it has seen everything.
            }

            _batch.AddRange(world.Journal.Read(shard, new SequenceNumber(after), world.Random.Below(BatchMax)));
        }

        IsOver = IsReplaced && _batch.Count == 0;
        return _batch.Count > 0;
    }

    private bool Apply(Dictionary<ShardId, long> offsets)
    {
        if (world.Fault == PlantedFault.OffsetBeforeApply && !_isPlaceSaved)
        {
            Model.MoveOffsets(_batch);
            _isPlaceSaved = true;
            return true;
        }

        if (world.Random.Chance(world.Conditions.LostAnswer))
        {
            ApplyWithoutAnswer(offsets);
            return true;
        }

        var expected = _isPlaceSaved ? Model.Offsets() : offsets;
        if (!Model.Apply(_batch, expected))
        {
            world.Trace.Tell($"projection {name} is fenced");
            IsOver = IsReplaced;
            Restart();
            return true;
        }

        world.Trace.Tell($"projection {name} applies {_batch.Count} records");
        foreach (var record in _batch)
        {
            offsets[record.Shard] = record.Sequence.Value;
        }

        _batch.Clear();
        _isPlaceSaved = false;
        return true;
    }

    /// <summary>The store applies it now, later, or never; the runner is not told, and starts again.</summary>
    private void ApplyWithoutAnswer(Dictionary<ShardId, long> offsets)
    {
        var way = world.Random.Below(3);
        world.Trace.Tell($"the answer to {_batch.Count} records of projection {name} is lost ({Ways.Of(way)})");
        var (model, batch, expected) = (Model, _batch.ToArray(), new Dictionary<ShardId, long>(offsets));
        if (way == 0)
        {
            model.Apply(batch, expected);
        }
        else if (way == 1)
        {
            world.Journal.Later(() => model.Apply(batch, expected));
        }

        Restart();
    }

    private void Restart()
    {
        _batch.Clear();
        _offsets = null;
        _isPlaceSaved = false;
    }

    private bool HasRead(ShardId shard, Dictionary<ShardId, long> offsets) =>
        offsets.GetValueOrDefault(shard) == world.Journal.Head(shard).Head.Value;
}
