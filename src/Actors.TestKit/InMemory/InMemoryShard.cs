using Actors.Journal;
using Actors.Sharding;
using Actors.Timers;

namespace Actors.TestKit.InMemory;

/// <summary>The row of a shard with what belongs to it.</summary>
internal sealed class InMemoryShard(ShardId shard)
{
    public string? Owner { get; set; }

    public Epoch Epoch { get; set; }

    /// <summary>When its last owner stopped serving it, as the clock's stamp, if that owner released it.</summary>
    public long? LeftAt { get; set; }

    /// <summary>The records of its log, but for those that were removed.</summary>
    public List<JournalRecord> Records { get; } = [];

    /// <summary>The last record that was removed from its log.</summary>
    public long Removed { get; set; }

    public LaneCheckpoint? Checkpoint { get; set; }

    public Dictionary<(EntityKey Entity, string Name), ScheduledTimer> Timers { get; } = [];

    public ShardHead Head => new(shard, Owner, Epoch, new SequenceNumber(Removed + Records.Count));
}
